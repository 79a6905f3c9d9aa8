import type { ErrorCode, YAMLParseError } from 'yaml';
import { ConfigurationError } from '../errors/index.js';
import type { YamlSource } from './yaml-source.js';

/** What people usually did when the parser gives up so, and the way out. */
const EXPLANATIONS: Partial<Record<ErrorCode, readonly [problem: string, fix: string]>> = {
  BAD_ALIAS: [
    'A value begins with "*", which names an anchor that does not exist.',
    'Put the value into quotation marks.',
  ],
  BAD_INDENT: [
    'The indentation does not fit the lines around it.',
    'Indent entries of the same level by the same number of spaces, and close every "[" and "{".',
  ],
  BAD_SCALAR_START: [
    'A value begins with a character that YAML keeps for itself.',
    'Put the value into quotation marks.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'A line holds a second "key: value".',
    'Put a value with a colon into quotation marks, or give each key its own line.',
  ],
  BLOCK_IN_FLOW: ['A "{" or "[" is not closed before the next entry.', 'Close it with "}" or "]".'],
  DUPLICATE_KEY: ['The same key stands twice in one mapping.', 'Keep one of them.'],
  MISSING_CHAR: [
    'Something is not closed or not separated: a quotation mark, a bracket, a comma or a colon.',
    'Close it, or put the whole value into quotation marks.',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'A key goes over several lines; most likely a colon is missing.',
    'Write "key: value", with a space after the colon.',
  ],
  MULTIPLE_DOCS: ['The file holds several documents ("---").', 'Keep one document in a file.'],
  TAB_AS_INDENT: ['A tab is used for indentation.', 'Indent with spaces.'],
  UNEXPECTED_TOKEN: [
    'Something stands here that does not belong here.',
    'Check the line above too: its quotation marks, brackets and colon.',
  ],
};

/**
 * The parser's first complaint as an error that says what to do. The parser's own message is not
 * used: it may quote the text.
 */
export function syntaxError(error: YAMLParseError, source: YamlSource): ConfigurationError {
  const [problem, fix] = EXPLANATIONS[error.code] ?? [
    `This is not YAML (${error.code.toLowerCase().replaceAll('_', ' ')}).`,
    'Check the indentation, the quotation marks and the colons.',
  ];
  return new ConfigurationError('yaml_syntax', problem, {
    location: source.at(error.pos[0]),
    hint: fix,
  });
}
