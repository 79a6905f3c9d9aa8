import { UsageError } from '@fluxloop/core/errors';
import type { InputStream } from './surroundings.js';

/** A key or a token is far shorter; more is a wrong file. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads standard input to its end, for secrets that must not stand on the command line.
 *
 * @param stdin - the stream; a terminal is read too, until Ctrl-D
 * @returns the text without white space around it
 * @throws UsageError `input_too_large` beyond 64 KiB
 */
export async function readStandardInput(stdin: InputStream): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of stdin) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw new UsageError('input_too_large', 'Standard input holds more than a key or a token.', {
        hint: 'Check what is piped in: it should be the key and nothing else.',
      });
    }
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return (text + decoder.decode()).trim();
}
