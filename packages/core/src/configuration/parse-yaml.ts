import type { ZodType } from 'zod';
import type { SourceLocation } from '../errors/index.js';

/** Something that works, but is probably not meant. */
export interface ConfigurationWarning {
  /** Stable: `unknown_key`. */
  code: string;
  message: string;
  location: SourceLocation;
}

/** What {@link parseYaml} takes. */
export interface ParseYamlOptions<T> {
  /** The file's text, or its bytes, which must be UTF-8. */
  text: string | Uint8Array;
  /** The file's path as errors show it. */
  file: string;
  schema: ZodType<T>;
  /** Makes an unknown key an error. Default: false, a warning. */
  strict?: boolean;
  /** Keys of the root below which an unknown key is an error in any case. */
  strictBelow?: readonly string[];
}

/** What {@link parseYaml} gives. */
export interface ParsedYaml<T> {
  value: T;
  warnings: ConfigurationWarning[];
  /**
   * Where a value stands in the file.
   *
   * @param path - keys and indexes from the root: `['inputs', 3, 'text']`. Where there is nothing,
   *   the nearest parent is located.
   */
  locate(path: readonly PropertyKey[]): SourceLocation;
  /** Where the last key of a path stands: for what is wrong with the key and not with its value. */
  locateKey(path: readonly PropertyKey[]): SourceLocation;
}

/**
 * Parses YAML 1.2 and checks it with a zod schema. zod and the YAML parser are loaded by the
 * first call.
 *
 * An unknown key of a `z.strictObject` becomes a warning that suggests the nearest known key, and
 * is left out of the value; with `strict` it is an error. A key that begins with `x-` is left out without a word. An issue of the schema may carry its own
 * `code` and `hint` in `params`.
 *
 * @throws ConfigurationError `yaml_encoding`, `yaml_syntax`, `yaml_value`, `unknown_key`, or the code of the
 *   schema's own issue, with file, line, column and excerpt. What looks like a secret is masked
 *   in the excerpt.
 */
export async function parseYaml<T>(options: ParseYamlOptions<T>): Promise<ParsedYaml<T>> {
  const { checkYaml } = await import('./check-yaml.js');
  return checkYaml(options);
}
