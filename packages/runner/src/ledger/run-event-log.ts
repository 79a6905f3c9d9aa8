import type { JudgeUsage } from '../judge/judge-usage.js';

/** What happened on the way to a row. It holds no text of anybody's: codes, counts and times only. */
export type CaseEvent =
  | {
      type: 'turn';
      /** Zero-based. */
      turn: number;
      /** When the answer was complete. */
      at: string;
      latency_ms: number;
      /** How long the answer was, in UTF-16 code units. */
      characters: number;
    }
  | {
      type: 'retry';
      /** The attempt that failed, from 1. */
      attempt: number;
      at: string;
      /** What the agent failed with. */
      code: string;
      wait_ms: number;
    }
  | {
      /** The agent was busy; the same input was sent again. */
      type: 'busy';
      at: string;
      wait_ms: number;
    }
  | ({
      /** A judge was asked. */
      type: 'judge';
      at: string;
    } & JudgeUsage);

/** A line of `events.jsonl`, joined to its row by case and iteration. */
export type EventLine = CaseEvent & { case_id: string; iteration: number };

/** An event as a line of `events.jsonl`, with its line feed. */
export function eventLine(
  { case_id, iteration }: Pick<EventLine, 'case_id' | 'iteration'>,
  event: CaseEvent,
): string {
  return `{"case_id":${JSON.stringify(case_id)},"iteration":${iteration},${JSON.stringify(event).slice(1)}\n`;
}
