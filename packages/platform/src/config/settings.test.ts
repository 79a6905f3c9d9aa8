import os from 'node:os';
import { UsageError } from '@fluxloop/core/errors';
import { describe, expect, it } from 'vitest';
import { isLoopback } from './exposure.js';
import { type PlatformSettings, resolveSettings } from './settings.js';

const resolve = (settings: PlatformSettings = {}) => resolveSettings({ env: {}, ...settings });
const codeOf = (settings: PlatformSettings) => {
  try {
    resolve(settings);
    return null;
  } catch (error) {
    return error instanceof UsageError ? error.code : error;
  }
};

describe('settings', () => {
  it('have defaults that keep to this machine', () => {
    expect(resolve()).toMatchObject({
      host: '127.0.0.1',
      port: 4400,
      publicUrl: null,
      databaseUrl: null,
      trustedProxies: 0,
      logTo: 'file',
    });
    expect(resolve().dataFolder.startsWith(os.homedir())).toBe(true);
  });

  it('are read from the environment, and a flag wins', () => {
    const env = {
      FLUXLOOP_PLATFORM_DATA: '/srv/fluxloop',
      FLUXLOOP_PLATFORM_PORT: '8080',
      DATABASE_URL: 'postgres://db/fluxloop',
    };
    expect(resolve({ env })).toMatchObject({
      dataFolder: '/srv/fluxloop',
      port: 8080,
      databaseUrl: 'postgres://db/fluxloop',
    });
    expect(resolve({ env, port: 9000, data: '/data' })).toMatchObject({
      port: 9000,
      dataFolder: '/data',
    });
  });

  it.each([
    { port: 70_000 },
    { port: 1.5 },
    { env: { FLUXLOOP_PLATFORM_PORT: 'http' } },
    { publicUrl: 'fluxloop.example.com' },
    { publicUrl: 'ftp://fluxloop.example.com' },
    { trustedProxies: ['everybody'] },
  ])('that make no sense are refused: %j', (settings) => {
    expect(codeOf(settings)).toBe('setting_invalid');
  });
});

describe('listening beyond loopback', () => {
  const tls = { certificate: 'cert.pem', key: 'key.pem' };
  const publicUrl = 'https://fluxloop.example.com';

  it.each(['0.0.0.0', '::', '192.0.2.1', 'fluxloop.example.com', '127.0.0.1.example.com'])(
    'on %s needs https',
    (host) => {
      expect(codeOf({ host })).toBe('https_required');
      expect(codeOf({ host, publicUrl })).toBe('https_required');
      expect(codeOf({ host, trustedProxies: 1 })).toBe('https_required');
      expect(codeOf({ host, trustedProxies: 1, publicUrl: 'http://x.example' })).toBe(
        'https_required',
      );
      expect(codeOf({ host, tls })).toBeNull();
      expect(codeOf({ host, trustedProxies: 1, publicUrl })).toBeNull();
      expect(codeOf({ host, trustedProxies: ['10.0.0.0/8'], publicUrl })).toBeNull();
    },
  );

  it.each(['127.0.0.1', '127.9.9.9', '::1', '[::1]', 'localhost', 'LOCALHOST'])(
    'does not begin with %s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
      expect(codeOf({ host })).toBeNull();
    },
  );
});
