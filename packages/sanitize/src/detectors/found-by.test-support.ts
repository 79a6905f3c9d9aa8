import type { Detector } from '../engine/detector.js';
import { createPlan } from '../engine/plan.js';
import { type Finding, scan } from '../engine/scan.js';
import { Window } from '../engine/window.js';

/** What one detector, alone, finds in a text. */
export function foundBy(detector: Detector, text: string): string[] {
  const findings: Finding[] = [];
  const window = new Window(text, 0, text.length, true);
  scan(window, createPlan([detector], [detector.type]), 0, findings);
  return findings.map(({ start, end }) => text.slice(start, end));
}
