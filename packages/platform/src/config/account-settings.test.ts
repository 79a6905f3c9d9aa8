import { inspect } from 'node:util';
import { UsageError } from '@fluxloop/core/errors';
import { describe, expect, it } from 'vitest';
import { readAccountSettings } from './account-settings.js';

const read = (settings: Record<string, string> = {}) =>
  readAccountSettings(
    Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [`FLUXLOOP_PLATFORM_${name}`, value]),
    ),
  );
const password = ['s3cret', 'of', 'mail'].join('-');
const mail = { SMTP_URL: `smtps://me:${password}@mail.example`, MAIL_FROM: 'Flux <f@l.example>' };
const provider = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'flux' };

describe('the settings of accounts', () => {
  it('have defaults that reach for nothing outside', () => {
    expect(read()).toEqual({
      mail: null,
      singleSignOn: null,
      passwordSignIn: true,
      breachedPasswords: null,
    });
  });

  it('are read from the environment, and hide what is secret', () => {
    const settings = read({
      ...mail,
      ...provider,
      OIDC_CLIENT_SECRET: password,
      OIDC_ALLOWED_DOMAINS: 'Example.com, example.org',
      PASSWORD_SIGN_IN: 'off',
      BREACHED_PASSWORDS: 'on',
    });
    expect(settings.mail?.url.reveal()).toBe(mail.SMTP_URL);
    expect(settings.singleSignOn).toMatchObject({
      clientId: 'flux',
      name: 'login.example',
      allowedDomains: ['example.com', 'example.org'],
    });
    expect(settings.passwordSignIn).toBe(false);
    expect(settings.breachedPasswords?.href).toBe('https://api.pwnedpasswords.com/range/');
    expect(inspect(settings, { depth: 9 }) + JSON.stringify(settings)).not.toContain(password);
  });

  it('take a mirror of breached passwords', () => {
    expect(
      read({ BREACHED_PASSWORDS: 'https://pwned.example/range' }).breachedPasswords?.href,
    ).toBe('https://pwned.example/range/');
  });

  it.each<[string, Record<string, string>]>([
    ['SMTP_URL', { ...mail, SMTP_URL: `${password}://mail` }],
    ['SMTP_URL', { SMTP_URL: mail.SMTP_URL }],
    ['MAIL_FROM', { MAIL_FROM: mail.MAIL_FROM }],
    ['MAIL_FROM', { ...mail, MAIL_FROM: 'nobody' }],
    ['MAIL_FROM', { ...mail, MAIL_FROM: 'A\nBcc: b@c.example <a@b.example>' }],
    ['OIDC_ISSUER', { OIDC_ISSUER: provider.OIDC_ISSUER }],
    ['OIDC_ISSUER', { ...provider, OIDC_ISSUER: 'http://login.example' }],
    ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: 'flux' }],
    ['OIDC_ALLOWED_DOMAINS', { ...provider, OIDC_ALLOWED_DOMAINS: '*' }],
    ['PASSWORD_SIGN_IN', { ...provider, PASSWORD_SIGN_IN: 'no' }],
    ['PASSWORD_SIGN_IN', { PASSWORD_SIGN_IN: 'off' }],
    ['BREACHED_PASSWORDS', { BREACHED_PASSWORDS: 'yes' }],
    ['BREACHED_PASSWORDS', { BREACHED_PASSWORDS: 'http://pwned.example/' }],
  ])('that make no sense are refused by name: %s %j', (name, settings) => {
    try {
      read(settings);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain(`FLUXLOOP_PLATFORM_${name}`);
      expect(String(error)).not.toContain(password);
    }
  });
});
