import { describe, expect, it } from 'vitest';
import { crc32Base62 } from '../../checksums/crc32.js';
import { createSanitizer } from '../../sanitizer.js';
import { tokenOf } from '../../sanitizer.test-support.js';
import { TOKEN_ROWS } from './token-rows/index.js';

const sanitizer = createSanitizer();
const forms = TOKEN_ROWS.flatMap((row) => row.prefixes.map((prefix) => ({ ...row, prefix, row })));

describe.each(forms)('$rule with $prefix', ({ row, prefix }) => {
  const token = tokenOf(row, prefix);

  it.each(['%', 'see %, please', '"%"', 'TOKEN_X=%', 'sent\\n%\\n', 'https://x.example/?a=%&b'])(
    'is found in %s',
    (around) => {
      const text = around.replace('%', token);
      const { spans } = sanitizer.sanitize(text);
      expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([token]);
      expect(spans[0]!.type).toBe('api_key');
    },
  );

  it('is not found in the form that documents use', () => {
    expect(sanitizer.detect(`use ${prefix}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`)).toEqual([]);
    expect(sanitizer.detect(`use ${prefix}...`)).toEqual([]);
  });

  it('names a page of its vendor', () => {
    expect(new URL(row.source).protocol).toBe('https:');
  });
});

describe('a key of FluxLoop', () => {
  const stem = `flx_api_${'4fGh7Kq2'.repeat(4)}`;

  it('is surer when its checksum is right, and found when it is not', () => {
    const [right] = sanitizer.detect(stem + crc32Base62(stem));
    const [wrong] = sanitizer.detect(`${stem}AAAAAA`);
    expect(right).toMatchObject({ rule: 'fluxloop-key', confidence: 1 });
    expect(wrong).toMatchObject({ rule: 'fluxloop-key' });
    expect(wrong!.confidence).toBeLessThan(1);
  });

  it('is not what a document abbreviates', () => {
    expect(sanitizer.detect('export FLUXLOOP_API_KEY=flx_api_...')).toEqual([]);
  });
});
