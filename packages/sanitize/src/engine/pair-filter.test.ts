import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DETECTORS } from '../detectors/index.js';
import type { Finding } from './finding.js';
import { Numbers } from './numbers.js';
import { createPlan, type Plan } from './plan.js';
import { scan } from './scan.js';
import { Window } from './window.js';

const types = [...new Set(DETECTORS.map(({ type }) => type))];

function found(plan: Plan, text: string): Finding[] {
  const findings: Finding[] = [];
  scan(new Window(text, 0, text.length, true), plan, 0, findings);
  return findings;
}

/** A plan that has scanned so much that it passes over what wakes nobody. */
function passing(detectors = DETECTORS): Plan {
  const plan = createPlan(detectors, types, (on) => new Numbers(on));
  found(plan, 'a word, '.repeat(4000));
  return plan;
}

const keywords = DETECTORS.flatMap((detector) => detector.keywords ?? []);
const pieces = fc.oneof(
  fc.constantFrom(...keywords),
  fc.constantFrom(...keywords).map((word) => word.toUpperCase()),
  fc.constantFrom(
    'the',
    'a',
    'so',
    'word',
    'looks',
    'well-known',
    'order_id',
    'NASA',
    'McCoy',
    'é',
  ),
  fc.constantFrom(' ', ' ', ', ', ': ', '="', '-', '/', '.', '\\n', '(', '\n', ' is ', ' = '),
  fc.constantFrom('hunter2!', '212-555-0142', 'Zx81-qq7Vb09Lm', 'jane@acme.org', 'AB 12', '0x1f'),
);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

describe('what is passed over', () => {
  it.each([
    ['with every type', DETECTORS],
    [
      'where capitals wake nobody',
      DETECTORS.filter(({ anchors }) => !anchors.includes('capitalized')),
    ],
  ])('is nothing in which a scan of every word finds something, %s', (_, detectors) => {
    const plan = passing(detectors);
    fc.assert(
      fc.property(texts, (text) => {
        expect(found(plan, text)).toEqual(
          found(
            createPlan(detectors, types, (on) => new Numbers(on)),
            text,
          ),
        );
      }),
      { seed: 20241101, numRuns: 300 },
    );
  });

  it('holds no keyword, wherever it stands and however it is written', () => {
    const woken: string[] = [];
    const spy = {
      rule: 'spy',
      type: 'api_key',
      anchors: ['keyword'] as const,
      keywords,
      find(window: Window, start: number, end: number) {
        woken.push(window.text.slice(start, end));
        return undefined;
      },
    };
    const plan = passing([spy]);
    for (const keyword of keywords) {
      for (let before = 0; before < 17; before++) {
        const text = `${'of it '.repeat(3).slice(0, before)} ${keyword} and the rest of it`;
        woken.length = 0;
        found(plan, text);
        found(plan, text.toUpperCase());
        expect(woken, text).toContain(keyword);
        expect(woken, text).toContain(keyword.toUpperCase());
      }
    }
  });
});
