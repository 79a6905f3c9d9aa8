import { describe, expect, it, vi } from 'vitest';
import { Cancellation } from '../targets/cancellation.js';
import { Throttle } from './throttle.js';

const clock = { now: () => Date.now(), random: () => 0.5 };
const never = new Cancellation();

/** Turns that are let in one after the other, and by whom. */
function entries(throttle: Throttle, count: number) {
  const entered: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const place = throttle.enter(never);
    if (typeof place === 'number') entered.push(index);
    else void place.then(() => entered.push(index));
  }
  return entered;
}

describe('a throttle', () => {
  it('is open up to the bound while the agent does not mind', () => {
    const throttle = new Throttle(4, clock);
    expect(entries(throttle, 6)).toEqual([0, 1, 2, 3]);
  });

  it('lets nobody in for the time that the agent asks for, then half as many, in their order', async () => {
    vi.useFakeTimers();
    const throttle = new Throttle(8, clock);
    entries(throttle, 8);
    throttle.busy(0, 2000);
    for (let n = 0; n < 8; n += 1) throttle.leave();
    const entered = entries(throttle, 8);
    await vi.advanceTimersByTimeAsync(1999);
    expect(entered).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(entered).toEqual([0, 1, 2, 3]);
    vi.useRealTimers();
  });

  it('is halved once by turns that were refused together, and again by later ones', () => {
    const throttle = new Throttle(8, clock);
    entries(throttle, 8);
    for (let n = 0; n < 8; n += 1) throttle.busy(0, 0);
    expect(throttle.limit).toBe(4);
    throttle.busy(1, 0);
    expect(throttle.limit).toBe(2);
  });

  it('opens again by one for as many answers as it lets in', () => {
    const throttle = new Throttle(8, clock);
    entries(throttle, 8);
    throttle.busy(0, 0);
    for (let n = 0; n < 5; n += 1) throttle.answered();
    expect(throttle.limit).toBe(5);
    for (let n = 0; n < 100; n += 1) throttle.answered();
    expect(throttle.limit).toBe(8);
  });

  it('waits longer each time when the agent does not say how long', () => {
    const throttle = new Throttle(1, clock);
    expect([0, 1, 2].map((ticket) => throttle.busy(ticket, null))).toEqual([125, 250, 500]);
  });

  it('lets go of somebody who does not wait any more', async () => {
    const throttle = new Throttle(1, clock);
    throttle.enter(never);
    const cancellation = new Cancellation();
    const place = throttle.enter(cancellation);
    cancellation.cancel('enough');
    await expect(place).rejects.toBe('enough');
    const next = throttle.enter(never);
    throttle.leave();
    await expect(next).resolves.toBe(0);
  });
});
