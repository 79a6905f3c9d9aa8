import type { ResultRow } from '@fluxloop/core/contract';
import { createSanitizer } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { sanitizeRow } from './sanitize-row.js';

const PHONE = '07700900128';

const row: ResultRow = {
  case_id: 'c_00000000000000000000',
  iteration: 0,
  scenario: 'accounts',
  name: `forget ${PHONE}`,
  verdict: 'fail',
  score: 0,
  started_at: '2026-11-21T14:30:22.000Z',
  duration_ms: 1,
  latency_ms: 1,
  attempts: 1,
  messages: [
    { role: 'user', text: `Delete my data, phone ${PHONE}` },
    {
      role: 'agent',
      text: `I forgot ${PHONE}.`,
      metadata: { slots: [PHONE], [PHONE]: 1 },
      tool_calls: [
        { name: `forget ${PHONE}`, arguments: { phone: PHONE, [`to-${PHONE}`]: 1 }, result: PHONE },
      ],
    },
  ],
  criteria: [
    {
      type: 'not-contains',
      expected: PHONE,
      verdict: 'fail',
      score: 0,
      reason: `The answer contains "${PHONE}".`,
      weight: 1,
      required: false,
    },
  ],
  error: { code: 'target_error', message: `unknown ${PHONE}` },
  redactions: {},
};

describe('a row on its way to the ledger', () => {
  it('loses a value everywhere that one of its texts gives away', () => {
    const sanitized = sanitizeRow(row, createSanitizer());
    expect(JSON.stringify(sanitized)).not.toContain(PHONE);
    expect(sanitized.criteria[0]).toMatchObject({
      expected: '[PHONE_1]',
      reason: 'The answer contains "[PHONE_1]".',
    });
    expect(sanitized.messages[1]).toMatchObject({
      text: 'I forgot [PHONE_1].',
      metadata: { slots: ['[PHONE_1]'], '[PHONE_1]': 1 },
      tool_calls: [
        {
          name: 'forget [PHONE_1]',
          arguments: { phone: '[PHONE_1]', 'to-[PHONE_1]': 1 },
          result: '[PHONE_1]',
        },
      ],
    });
  });

  it('counts what was replaced, but not again what the name repeats', () => {
    expect(sanitizeRow(row, createSanitizer()).redactions).toEqual({ phone: 11 });
  });

  it('comes out the same when it is sanitized again', () => {
    const once = sanitizeRow(row, createSanitizer());
    expect(sanitizeRow(once, createSanitizer())).toEqual(once);
  });
});
