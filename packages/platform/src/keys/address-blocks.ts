import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ProblemError } from '../http/problem.js';

type Block = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Writes an address or a block (RFC 4632, RFC 4291) in its shortest form: `203.0.113.7` becomes
 * `203.0.113.7/32`, `2001:DB8:0::/32` becomes `2001:db8::/32`.
 *
 * @throws ProblemError 400 `address_block_invalid` for a text that is neither, and for a block
 *   whose address has bits behind its prefix, which is more often a mistake than meant
 */
export function normalizeBlock(text: string): string {
  const [address, bits] = parseBlock(text);
  const network = networkOf(address, bits);
  if (network.toString() !== address.toString()) {
    throw invalid(
      `${text} is no block: its address has bits behind the prefix.`,
      `Write ${network}/${bits} for the block, or ${address} for the one address.`,
    );
  }
  return `${address}/${bits}`;
}

/**
 * Whether an address is in one of the blocks. An IPv4 address that arrives in IPv6 clothes
 * (`::ffff:203.0.113.7`, RFC 4291, section 2.5.5.2) counts as the IPv4 address that it is.
 *
 * @param blocks - as {@link normalizeBlock} writes them
 * @param address - the client's; a text that is no address is in no block
 */
export function blocksInclude(blocks: readonly string[], address: string): boolean {
  if (isIP(address) === 0) return false;
  const client = ipaddr.process(address);
  return blocks.some((text) => {
    const [network, bits] = ipaddr.parseCIDR(text);
    return network.kind() === client.kind() && client.match(network, bits);
  });
}

/** Whether every address of `inner` is in one of the `outer` blocks. */
export function blocksContain(outer: readonly string[], inner: string): boolean {
  const [address, bits] = ipaddr.parseCIDR(inner);
  return outer.some((text) => {
    const [network, prefix] = ipaddr.parseCIDR(text);
    return network.kind() === address.kind() && prefix <= bits && address.match(network, prefix);
  });
}

function parseBlock(text: string): Block {
  try {
    // The library also takes 1.2.3 and 0x7f000001 for addresses.
    if (isIP(text.split('/')[0] ?? '') === 0) throw new TypeError(text);
    const [address, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : wholeAddress(text);
    if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
      return [address.toIPv4Address(), bits - 96];
    }
    return [address, bits];
  } catch {
    throw invalid(
      `${text} is neither an address nor a block of addresses.`,
      'Write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.',
    );
  }
}

function wholeAddress(text: string): Block {
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function networkOf(address: Block[0], bits: number): Block[0] {
  return address instanceof ipaddr.IPv4
    ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
}

function invalid(title: string, hint: string): ProblemError {
  return new ProblemError({ status: 400, code: 'address_block_invalid', title, hint });
}
