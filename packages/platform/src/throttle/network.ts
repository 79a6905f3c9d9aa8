import { isIPv6 } from 'node:net';

/**
 * What one household or office has for an address: of IPv6 the first 64 bits, since whoever has
 * one address there has all 2^64 of them (RFC 6177).
 */
export function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? '';
  if (!isIPv6(bare) || bare.includes('.')) {
    return bare.slice(bare.lastIndexOf(':') + 1);
  }
  const [head = '', tail] = bare.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
