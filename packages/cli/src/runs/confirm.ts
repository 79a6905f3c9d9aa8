import { createInterface } from 'node:readline/promises';
import { UsageError } from '@fluxloop/core/errors';

/**
 * Asks a person before raw text leaves the machine.
 *
 * @throws UsageError `confirmation_needed` when nobody can be asked, `not_confirmed` for a no
 */
export async function confirmRawUpload(options: {
  yes: boolean;
  canAsk: boolean;
  endpoint: string;
}): Promise<void> {
  if (options.yes) return;
  const what = `--no-sanitize sends the conversations to ${options.endpoint} as they are, with all personal data and secrets in them.`;
  if (!options.canAsk) {
    throw new UsageError('confirmation_needed', what, {
      hint: 'Leave --no-sanitize away; or add --yes if that is really meant.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${what}\nSend them? [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new UsageError('not_confirmed', 'Nothing was run and nothing was sent.');
}
