import { UsageError } from '../errors/index.js';

/** Where FluxLoop's own platform answers. */
export const DEFAULT_ENDPOINT = 'https://api.fluxloop.ai';

/**
 * Checks the address of a platform: an absolute `https:` URL, or `http:` on loopback
 * (127.0.0.0/8, ::1, localhost), without a user name, a query or a fragment. A path is kept, for
 * platforms behind a prefix.
 *
 * @param endpoint - what the user configured
 * @param source - where it was configured, for the message: `--endpoint`. Default: "the endpoint"
 * @returns the parsed URL, its path without a slash at the end but where it is the root
 * @throws UsageError `endpoint_invalid`, `endpoint_insecure`
 */
export function assertEndpoint(endpoint: string | URL, source = 'the endpoint'): URL {
  const problem = endpointProblem(String(endpoint));
  if (problem !== null) {
    throw new UsageError(problem.code, `${source}: ${problem.message}`, { hint: problem.hint });
  }
  const url = new URL(endpoint);
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** What is wrong with an endpoint. The message holds the host at most, never a password. */
export interface EndpointProblem {
  code: 'endpoint_invalid' | 'endpoint_insecure';
  message: string;
  hint: string;
}

/**
 * The rule behind {@link assertEndpoint} as data, for a schema that reports many problems.
 *
 * @returns `null` for a good endpoint
 */
export function endpointProblem(endpoint: string): EndpointProblem | null {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return {
      code: 'endpoint_invalid',
      message: 'This is not the address of a platform.',
      hint: `Write it as a whole address: ${DEFAULT_ENDPOINT}`,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      code: 'endpoint_invalid',
      message: `An endpoint holds no user name and no password (${url.host}).`,
      hint: `Write ${url.origin}, and give the key with FLUXLOOP_API_KEY or \`fluxloop auth login --with-token\`.`,
    };
  }
  if (url.search !== '' || url.hash !== '') {
    return {
      code: 'endpoint_invalid',
      message: `An endpoint ends with its path: no "?" and no "#" (${url.host}).`,
      hint: `Write ${url.origin}${url.pathname === '/' ? '' : url.pathname}`,
    };
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    return {
      code: 'endpoint_insecure',
      message: `${url.origin} is not encrypted, so a key sent there could be read on the way.`,
      hint: `Write https://${url.host}. Plain http is taken on this machine only (127.0.0.1, ::1, localhost).`,
    };
  }
  return null;
}

/**
 * True for an address that never leaves this machine: 127.0.0.0/8 (RFC 1122, section 3.2.1.3),
 * ::1 (RFC 4291, section 2.5.3) and `localhost` (RFC 6761, section 6.3). The URL parser has
 * brought short and octal forms of IPv4 to four decimal numbers before this looks.
 */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
