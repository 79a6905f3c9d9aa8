import { describe, expect, it } from 'vitest';
import { type AddressBar, takeLinkToken } from './link-token.js';

function addressBar(hash: string) {
  const shown: string[] = [];
  const bar: AddressBar = {
    location: { hash, pathname: '/setup', search: '?from=terminal' },
    history: { state: { key: 1 }, replaceState: (_state, _title, url) => shown.push(String(url)) },
  };
  return { bar, shown };
}

describe('takeLinkToken', () => {
  it('takes the token and cleans the address bar', () => {
    const { bar, shown } = addressBar('#token=a-b_c%2Bd');
    expect(takeLinkToken(bar)).toBe('a-b_c+d');
    expect(shown).toEqual(['/setup?from=terminal']);
  });

  it('leaves another fragment where it is', () => {
    const { bar, shown } = addressBar('#turn-2');
    expect(takeLinkToken(bar)).toBeNull();
    expect(shown).toEqual([]);
  });

  it('takes an empty token for none', () => {
    const { bar, shown } = addressBar('#token=');
    expect(takeLinkToken(bar)).toBeNull();
    expect(shown).toEqual(['/setup?from=terminal']);
  });
});
