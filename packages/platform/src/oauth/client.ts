import { CLI_CLIENT } from '@fluxloop/core/contract';

/**
 * The path of the loopback redirect. The port is the client's choice at each sign-in (RFC 8252,
 * section 7.3), and only the literal addresses count: `localhost` may be another host, and is
 * what other programs listen on (section 8.3).
 */
const REDIRECT_URI = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?::([1-9]\d{0,4}))?\/callback$/;

/** True for the one client that is built in. */
export function isKnownClient(clientId: string): boolean {
  return clientId === CLI_CLIENT.id;
}

/**
 * True for a redirect URI of the client: compared character by character, but for the port
 * (RFC 9700, section 2.1).
 */
export function isRedirectUri(uri: string): boolean {
  const match = REDIRECT_URI.exec(uri);
  return match !== null && (match[1] === undefined || Number(match[1]) <= 65_535);
}
