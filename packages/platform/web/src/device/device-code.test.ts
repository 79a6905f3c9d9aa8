import { describe, expect, it } from 'vitest';
import { isWholeDeviceCode, takeDeviceCode, writeDeviceCode } from './device-code.js';

/** An address bar that can be looked at afterwards. */
function addressBar(address: string) {
  const { pathname, search, hash } = new URL(address, 'https://dashboard.invalid');
  const replaced: unknown[] = [];
  return {
    location: { pathname, search, hash },
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, url?: string | URL | null) => {
        replaced.push(url);
      },
    },
    replaced,
  };
}

describe('the code of a device in the address', () => {
  it('is taken out of the address bar', () => {
    const bar = addressBar('/device?x=1#code=BCDF-GHJK');
    expect(takeDeviceCode(bar)).toBe('BCDF-GHJK');
    expect(bar.replaced).toEqual(['/device?x=1']);
  });

  it.each(['/device', '/device#token=x', '/setup#code=BCDF-GHJK', '/'])(
    'is not there: %s',
    (address) => {
      const bar = addressBar(address);
      expect(takeDeviceCode(bar)).toBeNull();
      expect(bar.replaced).toEqual([]);
    },
  );

  it('is nothing but letters and a hyphen', () => {
    expect(takeDeviceCode(addressBar('/device#code=%3Cscript%3Ealert(1)'))).toBe('SCRI-PTAL');
  });
});

describe('a code that is typed', () => {
  it.each([
    ['', ''],
    ['bc', 'BC'],
    ['bcdf', 'BCDF'],
    ['bcdf-', 'BCDF'],
    ['bcdfg', 'BCDF-G'],
    ['bcdf ghjk', 'BCDF-GHJK'],
    ['BCDF-GHJKL', 'BCDF-GHJK'],
  ])('%j becomes %j', (typed, written) => {
    expect(writeDeviceCode(typed)).toBe(written);
  });

  it('is whole when all letters are there', () => {
    expect(isWholeDeviceCode('BCDF-GHJ')).toBe(false);
    expect(isWholeDeviceCode('BCDF-GHJK')).toBe(true);
  });
});
