import { describe, expect, it } from 'vitest';
import type { Detector, Gate } from './detector.js';
import type { Finding } from './finding.js';
import { createPlan } from './plan.js';
import { scan } from './scan.js';
import { Window } from './window.js';

const TOKEN = 'aaaabbbbccccddddeeee';

/** A detector of tokens, and how often it was asked. */
function detectorOf(rule: string, confidence: number, gate?: Gate, length = TOKEN.length) {
  const asked: number[] = [];
  const detector: Detector = {
    rule,
    type: 'api_key',
    anchors: ['token'],
    surest: confidence,
    ...(gate && { gate }),
    find(_window, start) {
      asked.push(start);
      return { start, end: start + length, confidence };
    },
  };
  return { detector, asked };
}

function rulesIn(text: string, ...detectors: readonly Detector[]): string[] {
  const findings: Finding[] = [];
  scan(new Window(text, 0, text.length, true), createPlan(detectors, ['api_key']), 0, findings);
  return findings.map(({ rule }) => rule);
}

describe('a late detector', () => {
  const late = (seen: number[] = []): Gate => ({
    late: true,
    anyOf(_window, _start, _end, _classes, sure) {
      seen.push(sure);
      return true;
    },
  });

  it('is told how sure the others are, whichever comes first', () => {
    const seen: number[] = [];
    const first = detectorOf('late', 0.9, late(seen));
    const second = detectorOf('early', 0.8);
    expect(rulesIn(`x ${TOKEN}`, first.detector, second.detector)).toEqual(['late']);
    expect([seen, first.asked, second.asked]).toEqual([[0.8], [2], [2]]);
  });

  it('is not asked where it cannot be as sure', () => {
    const seen: number[] = [];
    const first = detectorOf('late', 0.7, late(seen));
    const second = detectorOf('early', 0.8);
    expect(rulesIn(`x ${TOKEN}`, first.detector, second.detector)).toEqual(['early']);
    expect([seen, first.asked]).toEqual([[], []]);
  });

  it('wins by its place over one that is as sure of the same', () => {
    const first = detectorOf('late', 0.8, late());
    const second = detectorOf('early', 0.8);
    expect(rulesIn(`x ${TOKEN}`, first.detector, second.detector)).toEqual(['late']);
    expect(rulesIn(`x ${TOKEN}`, second.detector, first.detector)).toEqual(['early']);
  });

  it('gives way to one that is as sure of more', () => {
    const first = detectorOf('late', 0.8, late(), TOKEN.length - 2);
    const second = detectorOf('early', 0.8);
    expect(rulesIn(`x ${TOKEN}`, first.detector, second.detector)).toEqual(['early']);
  });

  it('is asked where nobody else finds anything', () => {
    const { detector } = detectorOf('late', 0.7, late());
    const none: Detector = { ...detector, rule: 'none', gate: {}, find: () => undefined };
    expect(rulesIn(`x ${TOKEN}`, detector, none)).toEqual(['late']);
    expect(rulesIn(`x ${TOKEN}`, detector)).toEqual(['late']);
  });
});
