import { UsageError } from '@fluxloop/core/errors';
import type { Surroundings } from '@fluxloop/plugin-kit';

/** What {@link confirmRawUpload} works with. */
export interface ConfirmOptions {
  /** `--yes` was typed. */
  yes: boolean;
  /** Somebody is there to answer. */
  canAsk: boolean;
  /** Where the text would go. */
  endpoint: string;
  surroundings: Pick<Surroundings, 'stdin' | 'stderr'>;
}

/**
 * Asks a person before raw text leaves the machine.
 *
 * @throws UsageError `confirmation_needed` when nobody can be asked, `not_confirmed` for anything
 *   but a yes
 */
export async function confirmRawUpload(options: ConfirmOptions): Promise<void> {
  if (options.yes) return;
  const { stdin, stderr } = options.surroundings;
  const what = `--no-sanitize sends the conversations to ${options.endpoint} as they are, with all personal data and secrets in them.`;
  if (!options.canAsk) {
    throw new UsageError('confirmation_needed', what, {
      hint: 'Leave --no-sanitize away; or add --yes if that is really meant.',
    });
  }
  stderr.write(`${what}\nSend them? [y/N] `);
  const answer = await firstLine(stdin);
  if (answer === null) stderr.write('\n');
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
  throw new UsageError('not_confirmed', 'Nothing was run and nothing was sent.');
}

/** What is typed up to Enter; `null` for Ctrl-D. A terminal gives a line at a time. */
async function firstLine(stdin: Surroundings['stdin']): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stdin) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const [line = '', ...rest] = text.split('\n');
    if (rest.length > 0) return line;
  }
  return text === '' ? null : text;
}
