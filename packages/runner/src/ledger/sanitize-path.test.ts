import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { expect, it } from 'vitest';
import { sanitizePath } from './sanitize-path.js';

const sanitizer = createProjectSanitizer({ env: {} });

it.each([
  ['scenarios/EIN 36-1234009.yaml', 'scenarios/EIN [TAX_ID_1].yaml'],
  ['scenarios/call (212) 555-0109.yaml', 'scenarios/call [PHONE_1].yaml'],
  ['scenarios/NPI 1234567893/config.yaml', 'scenarios/NPI [HEALTH_NUMBER_1]/config.yaml'],
  ['scenarios/jane.doe@example.com.yaml', 'scenarios/[EMAIL_1].yaml'],
  ['data/of jane.doe@example.com.jsonl', 'data/of [EMAIL_1].jsonl'],
  ['jane@example.com/notes of jane@example.com.csv', '[EMAIL_1]/notes of [EMAIL_1].csv'],
  [
    'scenarios/ssn 536481009 and 536481009/x.yaml',
    'scenarios/ssn [US_SSN_1] and [US_SSN_1]/x.yaml',
  ],
])('%s becomes %s', (path, expected) => {
  expect(sanitizePath(path, sanitizer)).toBe(expected);
});

it.each(['fluxloop.yaml', 'scenarios/orders.v2.yaml', '../shared/2026-11-21/shop.test.yaml'])(
  '%s stays as it is',
  (path) => {
    expect(sanitizePath(path, sanitizer)).toBe(path);
  },
);
