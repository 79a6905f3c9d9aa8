import type { ParsedYaml, ParseYamlOptions } from './parse-yaml.js';
export function checkYaml<T>(_options: ParseYamlOptions<T>): ParsedYaml<T> {
  throw new Error('being written');
}
