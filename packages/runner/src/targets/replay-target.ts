import { resolve } from 'node:path';
import type { OpenTargetOptions } from './open-target.js';
import { RecordedAnswers, type Recording } from './recorded-answers.js';
import {
  type Session,
  type SessionRequest,
  type Target,
  TargetFault,
  type TurnInput,
} from './target.js';

const EXCERPT_CHARACTERS = 80;

/**
 * Makes the target for recorded answers, see docs/targets.md: nothing is run, and what was said once is
 * judged anew.
 * @throws ConfigurationError `replay_not_found`, `replay_invalid`
 */
export async function openReplayTarget(
  path: string,
  { root, sanitizer }: OpenTargetOptions,
): Promise<Target> {
  const recorded = await RecordedAnswers.open(resolve(root, path), path);
  const missing = (what: string, input: TurnInput, caseId: string) => {
    const text = sanitizer.sanitize(input.text).text;
    const shown = text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}…` : text;
    return new TargetFault(
      'target_not_recorded',
      `${path} has no answer for ${what} ("${shown}", case ${caseId}).`,
      { retryable: false },
    );
  };
  return {
    async open({ caseId, iteration }: SessionRequest): Promise<Session> {
      let recording: Recording | null = null;
      let turn = 0;
      return {
        async send(input) {
          if (turn === 0) {
            recording = await recorded.find({ caseId, iteration, input: input.text });
            if (recording === null) throw missing('this case', input, caseId);
          }
          const answer = recording?.[turn];
          turn += 1;
          if (answer === undefined) throw missing(`turn ${turn} of this case`, input, caseId);
          return answer;
        },
        close: () => undefined,
      };
    },
    close: () => recorded.close(),
  };
}
