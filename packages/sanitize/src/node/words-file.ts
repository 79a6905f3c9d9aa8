import type { SanitizerConfig, SanitizerPattern } from '../configuration/configuration.js';
import { SanitizerConfigurationError } from '../configuration/configuration-error.js';
import { isRecord, shown } from '../configuration/problems.js';

/**
 * The configuration with the words of its files: each line a word or phrase, empty lines and those
 * that begin with `#` left out.
 *
 * @param folder - what the files are relative to
 * @throws SanitizerConfigurationError if a file cannot be read or holds no words
 */
export function withWordsOfFiles(config: SanitizerConfig, folder: string): SanitizerConfig {
  if (!isRecord(config) || !Array.isArray(config.patterns)) return config;
  const patterns: readonly SanitizerPattern[] = config.patterns;
  if (!patterns.some((pattern) => isRecord(pattern) && 'file' in pattern)) return config;
  return {
    ...config,
    patterns: patterns.map((pattern, index) => withWords(pattern, index, folder)),
  };
}

function withWords(pattern: SanitizerPattern, index: number, folder: string): SanitizerPattern {
  if (!isRecord(pattern) || pattern.type !== 'words' || pattern.file === undefined) return pattern;
  const key = `patterns[${index}].file`;
  const { file, ...rest } = pattern as SanitizerPattern & { file: unknown; words?: unknown };
  if (typeof file !== 'string' || file === '') {
    throw wrong(key, `${key} is ${shown(file)}.`, 'Write the path of a text file.');
  }
  if (rest.words !== undefined) {
    throw wrong(key, `patterns[${index}] has both "words" and "file".`, 'Keep one of them.');
  }
  const words = readWords(process.getBuiltinModule('node:path').resolve(folder, file), key);
  return { ...rest, words } as SanitizerPattern;
}

function readWords(path: string, key: string): string[] {
  let text: string;
  try {
    // An import of it is dear, because all of its exports are made, and few processes have such files.
    text = process.getBuiltinModule('node:fs').readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `${key}: ${path} cannot be read (${code}).`;
    throw wrong(key, message, 'Check the path; it is relative to the folder of the configuration.');
  }
  const words = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (words.length > 0) return words;
  throw wrong(key, `${key}: ${path} holds no words.`, 'Write one word or phrase a line.');
}

function wrong(key: string, message: string, hint: string): SanitizerConfigurationError {
  return new SanitizerConfigurationError('configuration_invalid', message, { key, hint });
}
