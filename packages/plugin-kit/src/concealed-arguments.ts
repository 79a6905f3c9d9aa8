import { KEY_TEXT } from './key-text.js';

/**
 * Secrets that were typed on the command line, taken out of `process.argv` before anything can log
 * it: oclif prints its arguments with `DEBUG=*`, and hooks of plugins see them.
 *
 * They are kept behind a function in a registered symbol, because a plugin may bring its own copy
 * of this package into the process and must find them too.
 */
const REGISTRY = Symbol.for('@fluxloop/plugin-kit:concealed-arguments');

type Reveal = (placeholder: string) => string | undefined;

const PLACEHOLDER = /^\{secret-\d+\}$/;
const API_KEY_FLAG = '--api-key';

/**
 * Replaces secrets in command-line arguments by placeholders: the value of `--api-key` (whatever
 * it is), and every word that holds a FluxLoop key, wherever it stands.
 *
 * @returns the arguments that are safe to log; {@link revealArgument} gives the secrets back
 */
export function concealArguments(argv: readonly string[]): string[] {
  const secrets = new Map<string, string>();
  const conceal = (value: string): string => {
    const placeholder = `{secret-${secrets.size + 1}}`;
    secrets.set(placeholder, value);
    return placeholder;
  };
  let flagAwaitsValue = false;
  const safe = argv.map((word) => {
    if (flagAwaitsValue) {
      flagAwaitsValue = false;
      return word === '-' ? word : conceal(word);
    }
    if (word === API_KEY_FLAG) {
      flagAwaitsValue = true;
      return word;
    }
    if (word.startsWith(`${API_KEY_FLAG}=`)) {
      return `${API_KEY_FLAG}=${conceal(word.slice(API_KEY_FLAG.length + 1))}`;
    }
    if (word.search(KEY_TEXT) === -1) return word;
    const flag = /^(--?[a-z][a-z-]*=)(.*)$/s.exec(word);
    return flag === null ? conceal(word) : `${flag[1]}${conceal(flag[2] ?? '')}`;
  });
  const reveal: Reveal = (placeholder) => secrets.get(placeholder);
  Reflect.set(globalThis, REGISTRY, reveal);
  return safe;
}

/** The secret behind a placeholder of {@link concealArguments}; any other word as it is. */
export function revealArgument(word: string): string {
  if (!PLACEHOLDER.test(word)) return word;
  const reveal: unknown = Reflect.get(globalThis, REGISTRY);
  if (typeof reveal !== 'function') return word;
  const value: unknown = reveal(word);
  return typeof value === 'string' ? value : word;
}
