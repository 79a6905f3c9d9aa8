import { UsageError } from '@fluxloop/core/errors';
import { Secret } from '@fluxloop/core/secret';
import * as z from 'zod';
import { isLoopback } from './exposure.js';

/** How people sign in and hear from the platform. */
export interface AccountSettings {
  /** How mail is sent; `null`: not at all. */
  mail: MailSettings | null;
  /** Who else signs people in; `null`: nobody. */
  singleSignOn: SingleSignOnSettings | null;
  /** False: only admins of the platform sign in with a password. */
  passwordSignIn: boolean;
  /** Where new passwords are looked up among the breached ones; `null`: nowhere. */
  breachedPasswords: URL | null;
}

/** A server that takes mail. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with the name and the password. */
  url: Secret;
  /** The sender: `FluxLoop <fluxloop@example.com>`, or the address alone. */
  from: string;
}

/** An OpenID provider, and whom of it to let in. */
export interface SingleSignOnSettings {
  issuer: URL;
  clientId: string;
  clientSecret: Secret | null;
  /** How people know it. */
  name: string;
  /** Who has a verified address in one of these gets an account; others only when invited. */
  allowedDomains: readonly string[];
}

/** The range search of Have I Been Pwned (https://haveibeenpwned.com/API/v3#PwnedPasswords). */
const PWNED_PASSWORDS = 'https://api.pwnedpasswords.com/range/';

const PREFIX = 'FLUXLOOP_PLATFORM_';

/**
 * Reads the settings of accounts from the environment: `FLUXLOOP_PLATFORM_SMTP_URL`, `_MAIL_FROM`,
 * `_OIDC_ISSUER`, `_OIDC_CLIENT_ID`, `_OIDC_CLIENT_SECRET`, `_OIDC_NAME`, `_OIDC_ALLOWED_DOMAINS`,
 * `_PASSWORD_SIGN_IN`, `_BREACHED_PASSWORDS`. Secrets are read from nowhere else: a flag would be
 * seen in the list of processes.
 *
 * @throws UsageError `setting_invalid`; it names the variable, never its value
 */
export function readAccountSettings(
  env: Readonly<Record<string, string | undefined>>,
): AccountSettings {
  const read = (name: string): string | null => env[PREFIX + name]?.trim() || null;
  const singleSignOn = readSingleSignOn(read);
  const passwordSignIn = readSwitch('PASSWORD_SIGN_IN', read('PASSWORD_SIGN_IN'), true);
  if (!passwordSignIn && singleSignOn === null) {
    throw invalid('PASSWORD_SIGN_IN', 'it is off, and there is no other way to sign in');
  }
  return {
    mail: readMail(read),
    singleSignOn,
    passwordSignIn,
    breachedPasswords: readBreachedPasswords(read('BREACHED_PASSWORDS')),
  };
}

type Read = (name: string) => string | null;

function readMail(read: Read): MailSettings | null {
  const text = read('SMTP_URL');
  const from = read('MAIL_FROM');
  if (text === null) {
    if (from !== null) throw invalid('MAIL_FROM', 'it needs FLUXLOOP_PLATFORM_SMTP_URL as well');
    return null;
  }
  const url = parseUrl('SMTP_URL', text, ['smtp:', 'smtps:']);
  if (from === null) throw invalid('SMTP_URL', 'it needs FLUXLOOP_PLATFORM_MAIL_FROM as well');
  const address = /<([^<>]+)>$/.exec(from)?.[1] ?? from;
  if (!z.email().safeParse(address).success || /[\r\n]/.test(from)) {
    throw invalid('MAIL_FROM', 'it reads like FluxLoop <fluxloop@example.com>');
  }
  return { url: new Secret(url.href), from };
}

function readSingleSignOn(read: Read): SingleSignOnSettings | null {
  const text = read('OIDC_ISSUER');
  const clientId = read('OIDC_CLIENT_ID');
  const secret = read('OIDC_CLIENT_SECRET');
  if (text === null) {
    if (clientId !== null)
      throw invalid('OIDC_CLIENT_ID', 'it needs FLUXLOOP_PLATFORM_OIDC_ISSUER');
    return null;
  }
  const issuer = parseUrl('OIDC_ISSUER', text, ['https:', 'http:']);
  if (issuer.protocol === 'http:' && !isLoopback(issuer.hostname)) {
    throw invalid('OIDC_ISSUER', 'it is an https address');
  }
  if (clientId === null) throw invalid('OIDC_ISSUER', 'it needs FLUXLOOP_PLATFORM_OIDC_CLIENT_ID');
  const allowedDomains = (read('OIDC_ALLOWED_DOMAINS') ?? '')
    .split(',')
    .map((domain) => domain.trim().toLowerCase())
    .filter((domain) => domain !== '');
  for (const domain of allowedDomains) {
    if (!z.email().safeParse(`somebody@${domain}`).success) {
      throw invalid('OIDC_ALLOWED_DOMAINS', 'it reads like example.com,example.org');
    }
  }
  return {
    issuer,
    clientId,
    clientSecret: secret === null ? null : new Secret(secret),
    name: read('OIDC_NAME') ?? issuer.hostname,
    allowedDomains,
  };
}

function readBreachedPasswords(text: string | null): URL | null {
  if (text === null || text === 'off') return null;
  const url = parseUrl('BREACHED_PASSWORDS', text === 'on' ? PWNED_PASSWORDS : text, [
    'https:',
    'http:',
  ]);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw invalid('BREACHED_PASSWORDS', 'a mirror of your own has an https address');
  }
  // The prefix is put behind it.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function readSwitch(name: string, text: string | null, fallback: boolean): boolean {
  if (text === null) return fallback;
  if (text !== 'on' && text !== 'off') throw invalid(name, 'it is on or off');
  return text === 'on';
}

function parseUrl(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !protocols.includes(url.protocol) || url.hostname === '') {
    throw invalid(name, `it is an address that begins with ${protocols.join('// or ')}//`);
  }
  return url;
}

function invalid(name: string, reason: string): UsageError {
  return new UsageError(
    'setting_invalid',
    `The setting ${PREFIX}${name} is not valid: ${reason}.`,
    {
      hint: 'The README of the platform lists the settings of accounts.',
    },
  );
}
