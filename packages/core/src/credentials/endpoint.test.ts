import { describe, expect, it } from 'vitest';
import { assertEndpoint } from './endpoint.js';

describe('assertEndpoint', () => {
  it.each([
    ['https://api.fluxloop.ai', 'https://api.fluxloop.ai/'],
    ['https://corp.example/fluxloop/', 'https://corp.example/fluxloop'],
    ['http://127.0.0.1:4400', 'http://127.0.0.1:4400/'],
    ['http://127.8.9.1:1', 'http://127.8.9.1:1/'],
    ['http://127.1:4400', 'http://127.0.0.1:4400/'],
    ['http://localhost:4400', 'http://localhost:4400/'],
    ['http://[::1]:4400', 'http://[::1]:4400/'],
  ])('takes %s', (endpoint, expected) => {
    expect(assertEndpoint(endpoint).href).toBe(expected);
  });

  it.each([
    'http://api.fluxloop.ai',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://128.0.0.1',
    'http://0.0.0.0:4400',
    'http://[::ffff:127.0.0.1]',
    'http://192.168.1.7:4400',
  ])('refuses %s: a key would travel in clear', (endpoint) => {
    expect(() => assertEndpoint(endpoint)).toThrow(
      expect.objectContaining({ code: 'endpoint_insecure', exitCode: 2 }),
    );
  });

  it.each([
    '',
    'api.fluxloop.ai',
    'ftp://x.example',
    'https://x.example/?a=1',
    'https://x.example/#a',
  ])('refuses "%s": not the address of a platform', (endpoint) => {
    expect(() => assertEndpoint(endpoint)).toThrow(
      expect.objectContaining({ code: 'endpoint_invalid' }),
    );
  });

  it('never repeats a password that stands in an address', () => {
    const password = ['hunter', '2hunter2'].join('');
    try {
      assertEndpoint(`https://alice:${password}@x.example`, '--endpoint');
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toContain('--endpoint');
      expect(JSON.stringify(error) + String(error)).not.toContain(password);
    }
  });
});
