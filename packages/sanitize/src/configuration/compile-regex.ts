import type { CompiledRegex, RegexEngine } from '../own/regex-engine.js';
import { RegexSyntaxError } from '../own/regex-engine.js';
import { SanitizerConfigurationError } from './configuration-error.js';
import { shown } from './problems.js';

/**
 * Compiles a regular expression of the configuration.
 *
 * @throws SanitizerConfigurationError `regex_invalid`, or `regex_engine_missing` where there is no engine
 */
export function compileRegex(
  engine: () => RegexEngine | undefined,
  pattern: string,
  options: { ignoreCase: boolean; group: number },
  key: string,
): CompiledRegex {
  const running = engine();
  if (running === undefined) {
    throw new SanitizerConfigurationError(
      'regex_engine_missing',
      `${key} needs the engine for regular expressions, which is not loaded here.`,
      {
        key,
        hint: 'Outside of Node: import { regexEngine } from "@fluxloop/sanitize/regex", and give it as regexEngine.',
      },
    );
  }
  try {
    return running.compile(pattern, options);
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    throw new SanitizerConfigurationError(
      'regex_invalid',
      `${key} is ${shown(pattern)}, which is no regular expression: ${error.message}.`,
      { key, hint: hintFor(pattern) },
    );
  }
}

function hintFor(pattern: string): string {
  if (/\(\?<?[=!]/.test(pattern)) {
    return 'RE2 has no look-around: write what stands around the value too, and name the value by "group".';
  }
  if (/\\[1-9]/.test(pattern)) return 'RE2 has no back references: write the pattern without.';
  return 'Write it in the syntax of RE2: https://github.com/google/re2/wiki/Syntax.';
}
