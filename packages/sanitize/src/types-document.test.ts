import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './detectors/examples.test-support.js';
import { tokenRows } from './detectors/secrets/token-rows/index.js';
import { createSanitizer } from './sanitizer.js';
import { sensitiveTypes } from './types.js';
import { renderTypesDocument, undocumentedRules } from './types-document.test-support.js';

describe('the chapter on types', () => {
  const document = renderTypesDocument();

  it('is fresh: run `npm run docs` in packages/sanitize', async () => {
    await expect(document).toMatchFileSnapshot('../docs/types.md');
  });

  it('describes every type and the rule of every detector', () => {
    for (const type of sensitiveTypes) expect(document).toContain(`\n## ${type}\n`);
    expect(undocumentedRules()).toEqual([]);
  });

  it('shows no secret that is whole', () => {
    const values = EXAMPLES.filter(({ detector }) => detector.type === 'api_key')
      .flatMap(({ examples }) => examples.found())
      .flatMap((marked) => [...marked.matchAll(/⟦([^⟧]{9,})⟧/g)].map(([, value = '']) => value))
      .filter((value) => /\d/.test(value));
    expect(values.length).toBeGreaterThan(50);
    expect(values.filter((value) => document.includes(value))).toEqual([]);
  });

  it('shows nothing that a scanner for tokens would stop at', () => {
    const tokens = new Set(tokenRows().map(({ rule }) => rule));
    const found = createSanitizer({ preset: 'secrets' }).detect(document);
    expect(found.filter(({ rule }) => tokens.has(rule) || rule === 'private-key')).toEqual([]);
  });
});
