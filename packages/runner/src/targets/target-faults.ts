import { inWords } from './in-words.js';
import { TargetFault } from './target.js';

/**
 * The agent said more in one case than `test.max_output` allows.
 * @param shared - when it is not sure whose answer it was
 */
export function tooLarge(limit: number, shared = false): TargetFault {
  return new TargetFault(
    'output_too_large',
    `The agent said more than ${limit.toLocaleString('en-US')} bytes in one case. The limit is test.max_output in fluxloop.yaml.`,
    { retryable: shared, shared },
  );
}

/** No answer within `test.turn_timeout`. */
export function tooSlow(turnMs: number, hint = ''): TargetFault {
  return timeout(`The agent did not answer within ${inWords(turnMs)}.${hint}`);
}

/** Nothing was heard within `test.idle_timeout`. */
export function tooSilent(idleMs: number, hint = ''): TargetFault {
  return timeout(`The agent was silent for ${inWords(idleMs)} within a turn.${hint}`);
}

function timeout(message: string): TargetFault {
  return new TargetFault('target_timeout', message, { retryable: true, shared: true });
}
