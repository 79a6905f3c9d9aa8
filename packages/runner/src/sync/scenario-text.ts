import { createHash } from 'node:crypto';
import { SCENARIO_LIMITS } from '@fluxloop/core/contract';
import { ConfigurationError } from '@fluxloop/core/errors';

/** A scenario's file, read. */
export interface ScenarioText {
  /** Without a byte-order mark, lines ending with a line feed: as it is compared and sent. */
  text: string;
  /** Whether the file ends its lines as Windows does, so that it is written so again. */
  crlf: boolean;
}

/**
 * Reads the bytes of a scenario's file. A checkout on Windows is the same text as one on Linux.
 *
 * @param file - its path, for errors
 * @throws ConfigurationError `scenario_too_large`; `yaml_encoding` for what is not UTF-8
 */
export function readScenarioText(bytes: Uint8Array, file: string): ScenarioText {
  const location = { file };
  // Carriage returns and a mark are not counted.
  if (bytes.length > 2 * SCENARIO_LIMITS.textBytes) throw tooLarge(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigurationError('yaml_encoding', `${file} is not written in UTF-8.`, {
      location,
      hint: 'Save the file as UTF-8.',
    });
  }
  const unified = text.replaceAll('\r\n', '\n');
  if (Buffer.byteLength(unified) > SCENARIO_LIMITS.textBytes) throw tooLarge(file);
  return { text: unified, crlf: unified.length < text.length };
}

/** The text as its file ends lines. */
export function withLineEnds(text: string, crlf: boolean): string {
  return crlf ? text.replaceAll('\n', '\r\n') : text;
}

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal: what versions are compared by. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function tooLarge(file: string): ConfigurationError {
  return new ConfigurationError(
    'scenario_too_large',
    `${file} has more than ${SCENARIO_LIMITS.textBytes / 1024} KB, so it cannot be synced.`,
    {
      location: { file },
      hint: 'Put its inputs into a data file, which stays on this machine: inputs: data/many.jsonl',
    },
  );
}
