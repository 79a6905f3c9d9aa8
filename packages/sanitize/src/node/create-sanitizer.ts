import type { Transform } from 'node:stream';
import { sanitizerOf } from '../build-sanitizer.js';
import { FULL_CATALOG } from '../catalogs/full.js';
import type { SanitizerConfig } from '../configuration/configuration.js';
import { SanitizerCore } from '../sanitizer-core.js';
import type { SanitizeOptions, Sanitizer } from '../sanitizer-types.js';
import { advanceBytes } from '../ways/byte-ways.js';
import type { SanitizedFile, SanitizeFileOptions } from './sanitize-file.js';
import { createTransform } from './transform.js';
import { withWordsOfFiles } from './words-file.js';

/** A sanitizer with what only Node has: files and Node's streams. */
export interface NodeSanitizer extends Sanitizer {
  /** A stream of Node's that does to bytes what {@link Sanitizer.streamBytes} does. */
  transform(options?: SanitizeOptions): Transform;
  /**
   * Sanitizes a file into another, or into itself. The output takes its place when it is complete,
   * readable for its owner only if it is new; memory does not grow with the file. However many
   * threads share the work, the output is the same to the byte.
   *
   * @throws SanitizeFileError if a file cannot be read or written; the output is then as it was
   */
  sanitizeFile(
    input: string,
    output: string,
    options?: SanitizeFileOptions,
  ): Promise<SanitizedFile>;
}

/** What a sanitizer in Node may be told beside its configuration. */
export interface NodeOptions {
  /** What the files of words are relative to. Default: the working directory. */
  folder?: string;
}

/**
 * Builds a sanitizer that can find every type, and sanitize files.
 *
 * @param config - what to find and how to replace it; without it every built-in type that has a
 *   form of its own is found and replaced by a numbered placeholder
 * @throws SanitizerConfigurationError that names the key that is wrong, and the fix
 */
export function createSanitizer(
  config: SanitizerConfig = {},
  options: NodeOptions = {},
): NodeSanitizer {
  const complete = withWordsOfFiles(config, options.folder ?? process.cwd());
  const core = createNodeCore(complete);
  return {
    ...sanitizerOf(core),
    transform: ({ placeholders, format } = {}) =>
      createTransform(advanceBytes(core, format, core.replacement(placeholders))),
    async sanitizeFile(input, output, fileOptions = {}) {
      // Most processes sanitize no file, and the threads that share one are slow to load.
      const { sanitizeFile } = await import('./sanitize-file.js');
      return sanitizeFile(core, complete, input, output, fileOptions);
    },
  };
}

/** The core of such a sanitizer, for threads. */
export function createNodeCore(config: SanitizerConfig): SanitizerCore {
  return new SanitizerCore(config, FULL_CATALOG);
}
