import type { OperatorRules } from '../configuration/read-operator.js';
import type { Operators } from '../configuration/rules.js';
import type { Placeholders } from '../placeholders.js';
import { identityOf } from '../policy/identity.js';
import type { KeyedHash } from '../policy/keyed-hash.js';
import { labelOf } from '../types.js';
import { FAKES } from './fakes/index.js';
import { maskOf } from './mask.js';

/** Hexadecimal digits in a keyed placeholder: 64 bits. */
const TOKEN_LENGTH = 16;

/** Replaces values as the configuration says, by type. */
export class ConfiguredOperators implements Operators {
  readonly #byType: ReadonlyMap<string, OperatorRules>;
  readonly #base: OperatorRules;
  readonly #hash: KeyedHash | undefined;

  /**
   * @param base - for types that have no operator of their own
   * @param hash - for `hmac` and `fake`, which need a key
   */
  constructor(
    byType: ReadonlyMap<string, OperatorRules>,
    base: OperatorRules,
    hash: KeyedHash | undefined,
  ) {
    this.#byType = byType;
    this.#base = base;
    this.#hash = hash;
  }

  /** The texts that stand for values literally; where they stand already they stay. */
  get literals(): readonly string[] {
    return [...this.#byType.values()].flatMap((rules) =>
      rules.use === 'literal' ? [rules.text] : [],
    );
  }

  literalOf(type: string): string | undefined {
    const rules = this.#rulesOf(type);
    return rules.use === 'literal' ? rules.text : undefined;
  }

  /** How values of a type are replaced, as the line of the rules tells it: a literal as itself. */
  describe(type: string): unknown {
    const rules = this.#rulesOf(type);
    if (rules.use === 'literal') return rules.text;
    return rules.use === 'placeholder' ? null : rules;
  }

  /** Whether values of a type are replaced by such as nobody has. */
  makesFakes(type: string): boolean {
    return this.#rulesOf(type).use === 'fake' && FAKES.has(type);
  }

  /** Whether a value is what this sanitizer itself put there. */
  isReplacement(type: string, value: string): boolean {
    return this.makesFakes(type) && FAKES.get(type)?.isFake(value) === true;
  }

  /** What takes a value's place. */
  replace(type: string, value: string, placeholders: Placeholders): string {
    const rules = this.#rulesOf(type);
    switch (rules.use) {
      case 'literal':
        return rules.text;
      case 'drop':
        return '';
      case 'mask':
        return maskOf(value, rules.keepLast, rules.character);
      case 'hmac':
        return this.#token(type, value);
      case 'fake': {
        const random = this.#hash?.digest('fake', type, identityOf(type, value));
        const fake = FAKES.get(type);
        return fake === undefined || random === undefined
          ? this.#token(type, value)
          : fake.create(value, random);
      }
      case 'placeholder':
        return placeholders.placeholderFor(type, value);
    }
  }

  #rulesOf(type: string): OperatorRules {
    return this.#byType.get(type) ?? this.#base;
  }

  #token(type: string, value: string): string {
    const token = this.#hash?.hex('placeholder', type, identityOf(type, value), TOKEN_LENGTH) ?? '';
    return `[${labelOf(type)}_${token.toUpperCase()}]`;
  }
}
