import { projectSlug } from '@fluxloop/core/contract';
import { describe, expect, it } from 'vitest';
import { slugProblem, suggestSlug } from './project-name.js';

describe('suggestSlug', () => {
  it.each([
    ['Support Bot', 'support-bot'],
    ['Café  Müller & Söhne', 'cafe-muller-sohne'],
    ['--already-fine--', 'already-fine'],
    ['日本語', ''],
    ['', ''],
  ])('suggests for %j: %j', (name, slug) => {
    expect(suggestSlug(name)).toBe(slug);
  });

  it('stays within what the contract takes, also where it is cut at a gap', () => {
    const slug = suggestSlug(`${'a'.repeat(63)} bot`);
    expect(projectSlug.safeParse(slug).success).toBe(true);
  });
});

describe('slugProblem', () => {
  it('has nothing to say of a good one', () => {
    expect(slugProblem('support-bot')).toBeUndefined();
  });

  it.each(['', 'a', 'Support', 'a b', '-bot', 'bot-', 'ü-bot', 'a'.repeat(65)])(
    'refuses %j',
    (slug) => {
      expect(slugProblem(slug)).toEqual(expect.any(String));
    },
  );
});
