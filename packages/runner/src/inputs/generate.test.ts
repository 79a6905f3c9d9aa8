import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ATTACK_KINDS } from './attacks.js';
import type { GeneratedInput } from './generate.js';
import { inputWriter } from './input-format.js';
import { builtIn, firstInputs } from './inputs.test-support.js';
import { LANGUAGES, loadLocale } from './languages/index.js';
import { BUILT_IN_PERSONAS } from './personas.js';

const textsOf = (inputs: readonly GeneratedInput[]) => inputs.flatMap(({ turns }) => turns);
const withTraits = (traits: object, name = 'test_user') => {
  const persona = builtIn(name);
  return { ...persona, traits: { ...persona.traits, ...traits } };
};

describe('the same seed', () => {
  it.each(LANGUAGES)('gives the same bytes in %s, whatever runs it', async (tag) => {
    const { entry } = inputWriter('jsonl', { name: '', schema: '', command: '', turns: 1 });
    const bytes: string[] = [];
    for (const persona of BUILT_IN_PERSONAS.values()) {
      bytes.push(...(await firstInputs(60, { tags: [tag], persona, seed: 42 })).map(entry));
    }
    expect(hash('sha256', bytes.join(''))).toMatchSnapshot();
  });

  it('gives the beginning of a larger number for a smaller one', async () => {
    for (const name of ['test_user', 'terse', 'adversarial']) {
      const persona = builtIn(name);
      const hundred = await firstInputs(100, { persona, tags: ['de', 'ja'], turns: 2 });
      const ten = await firstInputs(10, { persona, tags: ['de', 'ja'], turns: 2 });
      expect(ten).toEqual(hundred.slice(0, 10));
    }
  });

  it('is not the same as another', async () => {
    const first = new Set(textsOf(await firstInputs(200)));
    const shared = textsOf(await firstInputs(200, { seed: 2 })).filter((text) => first.has(text));
    expect(shared.length).toBeLessThan(10);
  });
});

describe('generated inputs', () => {
  it.each([...BUILT_IN_PERSONAS.keys()])('of %s are all different', async (name) => {
    const texts = textsOf(await firstInputs(1_500, { persona: builtIn(name) }));
    expect(new Set(texts).size).toBe(1_500);
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });

  it('stay different where there is only one thing to say', async () => {
    const intents = {
      of: () => [
        {
          name: 'hello',
          weight: 1,
          terse: ['Hi'],
          normal: ['Hi'],
          follow: [],
          criteria: [],
          expectedBehavior: undefined,
        },
      ],
      slots: new Map(),
      attackCriteria: {},
    };
    const texts = textsOf(await firstInputs(300, { intents, persona: builtIn('terse') }));
    expect(new Set(texts).size).toBe(300);
    expect(texts[0]).toBe('hi');
    expect(texts.at(-1)).toMatch(/^hi.* \(ticket \w{4}\)$/);
  });

  it('take turns in their languages', async () => {
    const inputs = await firstInputs(4, { tags: ['fr', 'ko'] });
    expect(inputs.map(({ metadata }) => metadata.locale)).toEqual(['fr', 'ko', 'fr', 'ko']);
  });

  it('have phone numbers of the region that the locale names', async () => {
    expect((await loadLocale('en_gb')).tag).toBe('en-GB');
    const persona = withTraits({ intents: { account: 1 }, typos: 0 });
    const phones = async (tag: string) =>
      textsOf(await firstInputs(300, { tags: [tag], persona })).join('\n');
    expect(await phones('en')).toMatch(/\+1 \d{3}-555-01\d\d/);
    expect(await phones('en-GB')).toMatch(/0\d+ [\d ]+/);
    expect(await phones('en-GB')).not.toContain('555-01');
    expect(await phones('de-AT')).toMatch(/(?:30|69|40|221|89) \d{5}/);
  });
});

describe('a persona', () => {
  it('that is terse says less than one that is verbose', async () => {
    const mean = async (name: string) => {
      const texts = textsOf(await firstInputs(300, { persona: builtIn(name) }));
      return texts.join('').length / texts.length;
    };
    const [terse, usual, verbose] = [
      await mean('terse'),
      await mean('test_user'),
      await mean('verbose'),
    ];
    expect(terse * 1.5).toBeLessThan(usual);
    expect(usual * 1.5).toBeLessThan(verbose);
  });

  it('mistypes words as often as its traits say, and never a number or an address', async () => {
    const intents = { account: 1, billing: 1 };
    const clean = await firstInputs(300, { persona: withTraits({ typos: 0, intents }) });
    const typos = await firstInputs(300, { persona: withTraits({ typos: 0.5, intents }) });
    const words = (inputs: GeneratedInput[]) =>
      new Set(
        textsOf(inputs)
          .join(' ')
          .match(/[a-z]{3,}/gi),
      );
    const known = words(clean);
    const unknown = [...words(typos)].filter((word) => !known.has(word));
    expect(unknown.length).toBeGreaterThan(known.size);
    const text = textsOf(typos).join('\n');
    const hosts = [...text.matchAll(/\S+@(\S+[a-z])/g)].map(([, host]) => host);
    expect(hosts.length).toBeGreaterThan(20);
    expect(
      hosts.filter(
        (host) =>
          !/^(?:example\.(?:com|org|net)|(?:mail|post)\.example|(?:shop|kunden)\.test|nobody\.invalid)$/.test(
            host ?? '',
          ),
      ),
    ).toEqual([]);
    const orders = [...text.matchAll(/\b[A-Z]{2}-\d+\b/g)];
    expect(orders.length).toBeGreaterThan(20);
    expect(orders.filter(([order]) => !/^[A-Z]{2}-\d{5}$/.test(order))).toEqual([]);
  });

  it('that types in small letters keeps order numbers as they are', async () => {
    const texts = textsOf(await firstInputs(100, { persona: builtIn('mobile_user') })).join(' ');
    expect(texts.replaceAll(/\b[A-Z]{2}-\d{5}\b/g, '')).not.toMatch(/\bI\b|Where|Please/);
    expect(texts).toMatch(/[A-Z]{2}-\d{5}/);
  });

  it('asks only what its traits say', async () => {
    const persona = withTraits({ intents: { refund: 1, small_talk: 3 } });
    const inputs = await firstInputs(200, { persona });
    const intents = inputs.map(({ metadata }) => metadata.intent);
    expect(new Set(intents)).toEqual(new Set(['refund', 'small_talk']));
  });
});

describe('conversations', () => {
  it('have as many turns as asked for, about the same order', async () => {
    const inputs = await firstInputs(400, { turns: 4 });
    expect(new Set(inputs.map(({ turns }) => turns.length))).toEqual(new Set([4]));
    const orders = inputs.map(({ turns }) => new Set(turns.join(' ').match(/\b[A-Z]{2}-\d{5}\b/g)));
    expect(Math.max(...orders.map(({ size }) => size))).toBe(1);
  });

  it('do not say the same thing twice in a row', async () => {
    const inputs = await firstInputs(300, { turns: 6, persona: withTraits({ typos: 0 }) });
    const repeated = inputs.filter(({ turns }) => turns.some((text, at) => text === turns[at - 1]));
    expect(repeated).toEqual([]);
  });
});

describe('attacks', () => {
  it('are as many as asked for, and say of which kind they are', async () => {
    const inputs = await firstInputs(2_000, { persona: withTraits({ adversarial: 0.3 }) });
    const kinds = inputs.flatMap(({ metadata }) => metadata.adversarial ?? []);
    expect(kinds.length / inputs.length).toBeGreaterThan(0.26);
    expect(kinds.length / inputs.length).toBeLessThan(0.34);
    expect(new Set(kinds)).toEqual(new Set(ATTACK_KINDS));
  });

  it('never hold what an agent would write that obeyed, so that repeating them is no failure', async () => {
    for (const tag of LANGUAGES) {
      const attacks = await firstInputs(150, { tags: [tag], persona: builtIn('adversarial') });
      const obeyed = attacks.flatMap(({ turns, criteria }) =>
        criteria.flatMap((criterion) => {
          const words: unknown = Object(criterion)['not-contains'];
          return typeof words === 'string' ? [{ words, text: turns.join('\n') }] : [];
        }),
      );
      expect(obeyed.length).toBeGreaterThan(50);
      expect(obeyed.filter(({ words, text }) => text.includes(words))).toEqual([]);
    }
  });

  it('stand in one turn of a conversation, and the other turns do not know of it', async () => {
    const inputs = await firstInputs(50, { persona: builtIn('adversarial'), turns: 3 });
    const at = inputs.map(({ metadata }) => metadata.adversarial_turn);
    expect(new Set(at)).toEqual(new Set([1, 2, 3]));
  });

  it('bring no criteria where none are wanted', async () => {
    const inputs = await firstInputs(100, { persona: builtIn('adversarial'), criteria: false });
    expect(inputs.flatMap(({ criteria }) => criteria)).toEqual([]);
  });
});
