import type { PasskeyCreationOptions, PasskeyRequestOptions } from '@fluxloop/core/contract';
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { passkeyError } from './passkey-error.js';

/** Whether a page at this address may ask for passkeys: browsers let none in numbers. */
export function arePasskeysPossible({ hostname }: { hostname: string } = window.location): boolean {
  const isNumeric = /^[\d.]+$/.test(hostname) || hostname.includes(':');
  return !isNumeric && browserSupportsWebAuthn();
}

/**
 * Has the browser make a passkey.
 *
 * @throws PasskeyError
 */
export async function createPasskey(options: PasskeyCreationOptions) {
  try {
    return await startRegistration({ optionsJSON: options });
  } catch (error) {
    throw passkeyError(error);
  }
}

/**
 * Has the browser sign with a passkey.
 *
 * @throws PasskeyError
 */
export async function presentPasskey(options: PasskeyRequestOptions) {
  try {
    return await startAuthentication({ optionsJSON: options });
  } catch (error) {
    throw passkeyError(error);
  }
}
