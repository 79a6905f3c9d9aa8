import type { Surroundings } from '@fluxloop/plugin-kit';

/**
 * Asks a person a question that is answered with yes or no; anything but a yes is a no. Call it
 * only where somebody can answer (`mode.canAsk`).
 *
 * @param question - what is asked, without the choices: `Send them?`
 */
export async function askYesNo(
  question: string,
  { stdin, stderr }: Pick<Surroundings, 'stdin' | 'stderr'>,
): Promise<boolean> {
  stderr.write(`${question} [y/N] `);
  const answer = await firstLine(stdin);
  if (answer === null) stderr.write('\n');
  return /^y(es)?$/i.test(answer?.trim() ?? '');
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
