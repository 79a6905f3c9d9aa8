import { describe, expect, it } from 'vitest';
import { findNeighbours } from './find-neighbours.js';

const cases = [
  { case_id: 'c_1', iteration: 0 },
  { case_id: 'c_1', iteration: 1 },
  { case_id: 'c_2', iteration: 0 },
];

describe('findNeighbours', () => {
  it('tells the iterations of a case apart', () => {
    expect(findNeighbours(cases, { case_id: 'c_1', iteration: '1' })).toEqual({
      position: 2,
      previous: cases[0],
      next: cases[2],
    });
  });

  it('ends at both ends', () => {
    expect(findNeighbours(cases, { case_id: 'c_1', iteration: '0' })?.previous).toBeUndefined();
    expect(findNeighbours(cases, { case_id: 'c_2', iteration: '0' })?.next).toBeUndefined();
  });

  it('knows nothing of a case that the list does not hold', () => {
    expect(findNeighbours(cases, { case_id: 'c_3', iteration: '0' })).toBeNull();
  });
});
