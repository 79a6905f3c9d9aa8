import type { RE2JS as Re2Class } from 're2js';
import { type CompiledRegex, type RegexEngine, RegexSyntaxError } from './regex-engine.js';

/** The part of the module `re2js` that is used. */
export interface Re2Module {
  RE2JS: typeof Re2Class;
}

/**
 * An engine of `re2js`: RE2's syntax, in time linear in the text whatever the pattern.
 *
 * @param module - the module `re2js`, because where it comes from differs: a lazy `require` in
 *   Node, a static import in a bundle
 */
export function createRe2Engine({ RE2JS }: Re2Module): RegexEngine {
  return {
    compile(pattern, { ignoreCase, group }): CompiledRegex {
      const regex = compile(RE2JS, pattern, ignoreCase);
      if (group > regex.groupCount()) {
        throw new RegexSyntaxError(`it has ${regex.groupCount()} groups, not ${group}`);
      }
      return {
        matches(text) {
          const found: { start: number; end: number }[] = [];
          const matcher = regex.matcher(text);
          while (matcher.find()) {
            const start = matcher.start(group);
            const end = matcher.end(group);
            if (end > start) found.push({ start, end });
          }
          return found;
        },
        matchesWhole: (text) => regex.matcher(text).matches(),
      };
    },
  };
}

function compile(RE2JS: typeof Re2Class, pattern: string, ignoreCase: boolean): Re2Class {
  try {
    return RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    throw new RegexSyntaxError(error instanceof Error ? error.message : String(error));
  }
}
