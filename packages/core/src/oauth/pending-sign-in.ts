import { join } from 'node:path';
import { AuthenticationError, ConfigurationError } from '../errors/index.js';
import { revealJson } from '../reveal-json.js';
import { Secret } from '../secret.js';
import { privateFile } from '../storage/private-file.js';
import type { PendingDeviceSignIn } from './device-sign-in.js';

/** Sign-ins that were begun by one process and will be finished by another, by profile. */
export interface PendingSignIns {
  /** The file that holds them, 0600: a device code is as good as the tokens to come. */
  readonly path: string;
  /**
   * @throws AuthenticationError `sign_in_not_pending`, `oauth_expired_token`
   */
  get(profile: string): Promise<PendingDeviceSignIn>;
  /** Keeps one, in place of an earlier one of the profile. */
  set(profile: string, pending: PendingDeviceSignIn): Promise<void>;
  /** Forgets it; where there is none, nothing happens. */
  delete(profile: string): Promise<void>;
}

/**
 * Opens the pending sign-ins in a FluxLoop folder.
 *
 * @param home - as `fluxloopHome` gives it
 * @param clock - now, in milliseconds since 1970
 * @returns an object whose methods also throw ConfigurationError, as `privateFile` does
 */
export function pendingSignIns(home: string, clock: () => number = Date.now): PendingSignIns {
  const file = privateFile(join(home, 'pending-sign-ins'), () => {});
  const change = (edit: (entries: Map<string, PendingDeviceSignIn>) => void): Promise<void> =>
    file.update((text) => {
      const entries = parseEntries(text, file.path);
      for (const [name, entry] of entries) {
        if (Date.parse(entry.expiresAt) <= clock()) entries.delete(name);
      }
      edit(entries);
      return `${revealJson(Object.fromEntries(entries), 2)}\n`;
    });
  return {
    path: file.path,
    get: async (profile) => {
      const pending = parseEntries(await file.read(), file.path).get(profile);
      const hint = 'Begin: fluxloop auth login --no-wait';
      if (pending === undefined) {
        throw new AuthenticationError(
          'sign_in_not_pending',
          `No sign-in of the profile "${profile}" waits to be finished.`,
          { hint },
        );
      }
      if (Date.parse(pending.expiresAt) <= clock()) {
        throw new AuthenticationError(
          'oauth_expired_token',
          `Authentication failed: the code ended at ${pending.expiresAt}.`,
          { hint },
        );
      }
      return pending;
    },
    set: (profile, pending) =>
      change((entries) => {
        entries.set(profile, pending);
      }),
    delete: async (profile) => {
      if ((await file.read()) === null) return;
      await change((entries) => {
        entries.delete(profile);
      });
    },
  };
}

function parseEntries(text: string | null, file: string): Map<string, PendingDeviceSignIn> {
  if (text === null || text.trim() === '') return new Map();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Map(Object.entries(value).map(([name, entry]) => [name, parseEntry(entry)]));
    }
  } catch {
    // Said below; the parser would quote the text.
  }
  throw new ConfigurationError('pending_sign_ins_damaged', `${file} cannot be read.`, {
    location: { file },
    hint: `Remove it and begin again: rm ${file}`,
  });
}

function parseEntry(entry: unknown): PendingDeviceSignIn {
  const text = (name: string): string => {
    const value: unknown = typeof entry === 'object' ? Reflect.get(entry ?? {}, name) : undefined;
    if (typeof value !== 'string') throw new TypeError(name);
    return value;
  };
  const { verificationUriComplete, intervalS } = entry as Partial<PendingDeviceSignIn>;
  return {
    endpoint: text('endpoint'),
    deviceCode: new Secret(text('deviceCode')),
    userCode: text('userCode'),
    verificationUri: text('verificationUri'),
    verificationUriComplete:
      typeof verificationUriComplete === 'string' ? verificationUriComplete : null,
    expiresAt: text('expiresAt'),
    intervalS: typeof intervalS === 'number' ? intervalS : 5,
    scope: text('scope'),
  };
}
