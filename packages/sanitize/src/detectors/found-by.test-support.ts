import type { Detector } from '../engine/detector.js';
import type { Finding } from '../engine/finding.js';
import { Numbers } from '../engine/numbers.js';
import { createPlan, type Plan } from '../engine/plan.js';
import { scan } from '../engine/scan.js';
import { Window } from '../engine/window.js';

const plans = new WeakMap<Detector, Plan>();

/** What one detector, alone, finds in a text. */
export function foundBy(detector: Detector, text: string): string[] {
  return findingsOf(detector, text).map(({ start, end }) => text.slice(start, end));
}

/** The same with all that is known of it. */
export function findingsOf(detector: Detector, text: string): Finding[] {
  const findings: Finding[] = [];
  const window = new Window(text, 0, text.length, true);
  const plan =
    plans.get(detector) ?? createPlan([detector], [detector.type], (on) => new Numbers(on));
  plans.set(detector, plan);
  scan(window, plan, 0, findings);
  return findings;
}
