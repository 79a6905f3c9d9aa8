import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.js';
import { formatAgo } from './moment.js';
import { formatCounted, formatScore, formatShare } from './number.js';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '0.42 ms'],
    [3.162, '3.2 ms'],
    [812.4, '812 ms'],
    [999.6, '1 s'],
    [1240, '1.24 s'],
    [12_340, '12.3 s'],
    [59_999, '1 min'],
    [125_000, '2 min 5 s'],
    [1e300, '1.67E295 min'],
  ])('writes %d milliseconds as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatShare', () => {
  it.each([
    [1, 3, '33.3%'],
    [1, 2, '50%'],
    [0, 7, '0%'],
    [7, 7, '100%'],
    [9_999, 10_000, '>99.9%'],
    [1, 10_000, '<0.1%'],
    [0, 0, '–'],
  ])('writes %d of %d as %s', (part, whole, text) => {
    expect(formatShare(part, whole)).toBe(text);
  });
});

describe('formatCounted', () => {
  it('chooses singular and plural', () => {
    expect(formatCounted(1, 'case')).toBe('1 case');
    expect(formatCounted(0, 'case')).toBe('0 cases');
    expect(formatCounted(12_480, 'criterion', 'criteria')).toBe('12,480 criteria');
  });
});

describe('formatScore', () => {
  it('tells no score from zero', () => {
    expect(formatScore(0)).toBe('0.00');
    expect(formatScore(null)).toBe('–');
  });
});

describe('formatAgo', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T12:00:05Z', 'just now'],
    ['2026-11-21T11:59:00Z', '1 minute ago'],
    ['2026-11-21T09:30:00Z', '2 hours ago'],
    ['2026-11-20T09:30:00Z', 'yesterday'],
    ['2026-11-01T12:00:00Z', '20 days ago'],
    ['2026-03-05T12:00:00Z', 'Mar 5, 2026'],
  ])('writes %s as %s', (timestamp, text) => {
    expect(formatAgo(timestamp, now)).toBe(text);
  });
});
