import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../sanitizer.js';
import { formatOf } from './every-format.js';
import { streamedAs } from './structure.test-support.js';

describe('the format of a text', () => {
  it.each([
    ['json', '{\n  "a": 1\n}'],
    ['json', '[1, 2]'],
    ['jsonl', '{"a":1}\n{"a":2}\n'],
    ['yaml', '# settings\nname: x\nlist:\n  - a\n  - b\n'],
    ['yaml', '---\nname: x'],
    ['csv', 'id,phone\n1,2\n3,4\n'],
    ['csv', 'id;first name;"last name"\n1;"a;b";c\n'],
    ['text', 'Dear all,\n\nnote: this is prose. Yours, me\n'],
    ['text', 'User: hello\nAssistant: hi\nUser: bye\nAssistant: bye\n'],
    ['text', '2024-11-01T12:00:00Z INFO: started\n2024-11-01T12:00:01Z INFO: ended\n'],
    ['text', '[INFO] started\n[INFO] ended'],
    ['text', '{{ template }}'],
    ['text', ''],
  ])('is %s: %j', (format, text) => {
    expect(formatOf(text)).toBe(format);
  });

  it('is told by itself when it is asked for, in a stream too', async () => {
    const sanitizer = createSanitizer();
    for (const text of [
      '{"phones":[2125550142]}',
      'id,phone\n1,2125550142\n',
      'a: 1\nphone: 2125550142\n',
      'call 2125550142',
    ]) {
      const { text: whole } = sanitizer.sanitize(text, { format: 'auto' });
      expect(whole).toContain('[PHONE_1]');
      expect(await streamedAs(sanitizer, 'auto', text)).toBe(whole);
    }
  });

  it('that does not exist is refused with the one that was meant', () => {
    const sanitizer = createSanitizer();
    expect(() => sanitizer.sanitize('', { format: 'yml' as 'yaml' })).toThrow(
      expect.objectContaining({ key: 'format', hint: expect.stringContaining('"yaml"') }),
    );
  });
});
