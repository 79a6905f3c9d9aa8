import { isIP } from 'node:net';
import { isLoopback } from '../../config/exposure.js';
import { ProblemError } from '../../http/problem.js';

/** What passkeys are bound to (https://www.w3.org/TR/webauthn-3/#relying-party-identifier). */
export interface RelyingParty {
  /** A host name; never an address, which browsers refuse. */
  id: string;
  /** The one origin whose pages may ask for a passkey. */
  origin: string;
}

/**
 * The relying party of a platform: the host of its public address. On loopback that is `localhost`,
 * whichever of the names of this machine it was started with.
 *
 * @param publicUrl - without a slash at the end
 * @returns `null` where passkeys cannot work: at an address in numbers
 */
export function relyingParty(publicUrl: string): RelyingParty | null {
  const url = new URL(publicUrl);
  if (isLoopback(url.hostname)) url.hostname = 'localhost';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? { id: host, origin: url.origin } : null;
}

/**
 * The same, for who needs one.
 *
 * @throws ProblemError 409 `passkeys_unavailable`
 */
export function requireRelyingParty(publicUrl: string): RelyingParty {
  const party = relyingParty(publicUrl);
  if (party !== null) return party;
  throw new ProblemError({
    status: 409,
    code: 'passkeys_unavailable',
    title: 'Passkeys need a host name, and this platform is reached by an address in numbers.',
    hint: 'An admin can give it a name: fluxloop-platform start --public-url https://fluxloop.example.com',
  });
}
