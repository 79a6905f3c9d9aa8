import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineQueue } from './deadline-queue.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function queue() {
  const expired: string[] = [];
  return { expired, deadlines: new DeadlineQueue<string>(100, (entry) => expired.push(entry)) };
}

describe('deadlines', () => {
  it('end each entry when its own time is up', () => {
    const { expired, deadlines } = queue();
    deadlines.set('a');
    vi.advanceTimersByTime(60);
    deadlines.set('b');
    vi.advanceTimersByTime(39);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['a']);
    vi.advanceTimersByTime(60);
    expect(expired).toEqual(['a', 'b']);
  });

  it('begin anew with a sign of life, and not for those that are gone', () => {
    const { expired, deadlines } = queue();
    const a = deadlines.set('a');
    const b = deadlines.set('b');
    deadlines.delete(b);
    vi.advanceTimersByTime(99);
    deadlines.touch(a);
    deadlines.touch(b);
    vi.advanceTimersByTime(99);
    expect(expired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expired).toEqual(['a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are looked after by one timer', () => {
    const { deadlines } = queue();
    for (let n = 0; n < 100; n += 1) deadlines.set(`turn ${n}`);
    expect(vi.getTimerCount()).toBe(1);
  });
});
