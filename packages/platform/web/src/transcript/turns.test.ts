import type { CriterionResult, Message, Verdict } from '@fluxloop/core/contract';
import { describe, expect, it } from 'vitest';
import { attentionFirst, groupTurns } from './turns.js';

const said = (role: Message['role'], text: string): Message => ({ role, text });

const criterion = (type: string, verdict: Verdict, turn?: number): CriterionResult => ({
  type,
  verdict,
  expected: '',
  reason: '',
  score: verdict === 'pass' ? 1 : 0,
  weight: 1,
  required: false,
  ...(turn === undefined ? {} : { turn }),
});

describe('groupTurns', () => {
  it('begins a turn where the user speaks', () => {
    const turns = groupTurns(
      [
        said('user', 'Hi'),
        said('agent', 'Hello'),
        said('user', 'A refund, please'),
        said('agent', 'Of course.'),
        said('agent', 'Which order?'),
      ],
      [],
    );
    expect(turns.map((turn) => turn.messages.map((message) => message.text))).toEqual([
      ['Hi', 'Hello'],
      ['A refund, please', 'Of course.', 'Which order?'],
    ]);
  });

  it('gives each turn its own criteria, and none of the whole case', () => {
    const turns = groupTurns(
      [said('user', 'a'), said('agent', 'b'), said('user', 'c')],
      [
        criterion('latency', 'pass'),
        criterion('contains', 'fail', 1),
        criterion('regex', 'pass', 0),
      ],
    );
    expect(turns.map((turn) => turn.criteria.map((one) => one.type))).toEqual([
      ['regex'],
      ['contains'],
    ]);
  });

  it('keeps a turn that was never answered, and an agent that speaks first', () => {
    expect(groupTurns([said('agent', 'Welcome'), said('user', 'Hi')], [])).toHaveLength(2);
    expect(groupTurns([], [])).toEqual([]);
  });
});

describe('attentionFirst', () => {
  it('moves up what did not pass and keeps the order otherwise', () => {
    const criteria = [
      criterion('a', 'pass'),
      criterion('b', 'fail'),
      criterion('c', 'skipped'),
      criterion('d', 'unjudged'),
    ];
    expect(attentionFirst(criteria).map((one) => one.type)).toEqual(['b', 'd', 'a', 'c']);
  });
});
