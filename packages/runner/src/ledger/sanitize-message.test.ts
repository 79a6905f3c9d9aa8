import { createProjectSanitizer } from '@fluxloop/core/sanitizer';
import { describe, expect, it } from 'vitest';
import { sanitizeMessage } from './sanitize-message.js';

const sanitizer = createProjectSanitizer({ env: {} });
const said = (text: string) => sanitizeMessage(text, (one) => sanitizer.sanitize(one)).text;
const key = ['sk', 'proj', 'Q7f2kL9xWm3T'.repeat(3)].join('-');

describe('what an error says', () => {
  it.each([
    '127.0.0.1:8080 could not be reached: nothing answers there (ECONNREFUSED).',
    'connect ECONNREFUSED ::1:8080',
    'connect ECONNREFUSED 127.0.0.1:8080, then [::1]:8080.',
    'It is at http://127.1.2.3/chat. Or at ::1.',
    'localhost:8080 could not be reached.',
  ])('keeps the addresses of this machine: %s', (text) => {
    expect(said(text)).toBe(text);
  });

  it('is without everything else that is sensitive, beside such an address too', () => {
    expect(said('127.0.0.1:80 knows ada@mail.example.com at 81.2.69.142')).toBe(
      '127.0.0.1:80 knows [EMAIL_1] at [IP_1]',
    );
    expect(said(`http://127.0.0.1:80/?api_key=${key}`)).not.toContain(key);
    expect(said(`http://ada:${key}@127.0.0.1:80/`)).not.toContain(key);
  });

  it.each(['2001:db8::1', '10.127.0.0.1.5', '127.0.0.1.9', 'fe80::1:8080:1'])(
    'takes no part of %s for such an address',
    (address) => {
      expect(said(`at ${address} now`)).toBe(sanitizer.sanitize(`at ${address} now`).text);
    },
  );

  it('that holds our mark already is sanitized as everything is', () => {
    expect(said('\ufdd0 127.0.0.1')).toBe('\ufdd0 [IP_1]');
  });
});
