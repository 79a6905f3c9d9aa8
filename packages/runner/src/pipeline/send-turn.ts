import type { CaseEvent } from '../ledger/run-event-log.js';
import { inWords } from '../targets/in-words.js';
import { type Session, TargetFault, type TurnInput, type TurnReply } from '../targets/target.js';
import type { CaseDeadline } from './case-deadline.js';
import type { Throttle } from './throttle.js';
import { timestamp } from './timestamp.js';

/** An agent that is busy for so long without an answer in between is not waited for any more. */
const LONGEST_BUSY_MS = 10 * 60_000;

/** What it takes to send a turn. */
export interface TurnEngine {
  throttle: Throttle;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Sends a turn, and again as often as the agent says that it is busy: that is no attempt and no fault of
 * anybody's, and the case's deadline stands still meanwhile.
 * @param events - what happens on the way is added here
 * @throws TargetFault, or the reason of the cancellation
 */
export async function sendTurn(
  session: Session,
  input: TurnInput,
  { throttle, now }: TurnEngine,
  deadline: CaseDeadline,
  events: CaseEvent[],
): Promise<TurnReply> {
  const { cancellation } = deadline;
  let waited = 0;
  for (;;) {
    const place = throttle.enter(cancellation);
    const ticket = typeof place === 'number' ? place : await heldWhile(deadline, place);
    try {
      const reply = await session.send(input, cancellation);
      throttle.answered();
      return reply;
    } catch (error) {
      if (!(error instanceof TargetFault) || error.code !== 'target_busy') throw error;
      const wait = throttle.busy(ticket, error.retryAfterMs);
      waited += wait;
      if (waited > LONGEST_BUSY_MS) throw stillBusy(error, wait);
      events.push({ type: 'busy', at: timestamp(now()), wait_ms: wait });
    } finally {
      throttle.leave();
    }
  }
}

async function heldWhile<T>(deadline: CaseDeadline, event: Promise<T>): Promise<T> {
  deadline.hold();
  try {
    return await event;
  } finally {
    deadline.resume();
  }
}

function stillBusy({ message }: TargetFault, wait: number): TargetFault {
  return new TargetFault(
    'target_busy',
    `${message} It asks to be left alone for ${inWords(wait)}, and is not waited for longer than ${inWords(LONGEST_BUSY_MS)}.`,
    { retryable: false },
  );
}
