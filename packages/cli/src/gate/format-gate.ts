import { mark, type StreamMode } from '@fluxloop/plugin-kit';
import { wrap } from '@fluxloop/plugin-kit/rendering';
import type { GateCheck, GateResult } from '@fluxloop/runner';

const MARKS = { met: 'good', missed: 'bad', insufficient_data: 'warning' } as const;

/** What a gate says, a line for each thing that it asks for, and the verdict at last. */
export function formatGate(gate: GateResult, { paint, proseWidth }: StreamMode): string {
  const lines = gate.checks.map((check) => {
    const [first = '', ...others] = wrap(sentence(check, gate), proseWidth - 2);
    return [`${mark(MARKS[check.outcome], paint)} ${first}`, ...others.map(indent)];
  });
  const verdict = gate.passed
    ? paint(['green', 'bold'], 'Gate: passed')
    : paint(['red', 'bold'], 'Gate: failed');
  return `${[...lines.flat(), verdict].join('\n')}\n`;
}

function sentence({ outcome, message }: GateCheck, { insufficient_data }: GateResult): string {
  if (outcome !== 'insufficient_data') return message;
  const decided = insufficient_data === 'pass' ? 'lets it pass' : 'fails it';
  return `Insufficient data. ${message} gate.insufficient_data ${decided}.`;
}

function indent(line: string): string {
  return `  ${line}`;
}
