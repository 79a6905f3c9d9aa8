import { execFileSync } from 'node:child_process';
import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform, testFolder } from '../platform.test-support.js';

const password = ['correct', 'horse', 'battery'].join(' ');

async function createAdmin(platform: TestPlatform, headers: Record<string, string> = {}) {
  const token = platform.platform.setupUrl?.split('#token=')[1] ?? '';
  return platform.call('createFirstAdmin', {
    headers,
    body: { token, email: 'ada@example.com', password },
  });
}

describe('behind a proxy that speaks https', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform({
      publicUrl: 'https://fluxloop.example.com/',
      trustedProxies: 1,
    });
  });
  afterAll(() => platform?.close());

  // The proxy is played by the test, which asks at the local address.
  const local = () => platform.listensAt();

  it('the cookie is bound to this host and to https, and browsers are told to stay there', async () => {
    const token = platform.platform.setupUrl?.split('#token=')[1] ?? '';
    expect(platform.platform.setupUrl).toMatch(/^https:\/\/fluxloop\.example\.com\/setup#token=/);
    const answer = await fetch(`${await local()}/v1/setup`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://fluxloop.example.com',
        'x-forwarded-for': '203.0.113.9, 198.51.100.7',
      },
      body: JSON.stringify({ token, email: 'ada@example.com', password }),
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-fluxloop=[^;]+;.*Secure/);
    expect(answer.headers.get('set-cookie')).not.toContain('Domain');
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    // The one proxy wrote the last entry; the one before it any client could have written.
    await platform.log('"address":"198.51.100.7"');
  });

  it.each([
    ['an IPv6 network', (n: number) => `2001:db8:1:2:${n.toString(16)}::${n + 1}`],
    ['an IPv4 address in its IPv6 form', () => '::ffff:198.51.100.20'],
  ])('guesses from all over %s are counted together', async (_name, addressOf) => {
    const url = await local();
    const guess = async (n: number, address: string) => {
      const answer = await fetch(`${url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ email: `n${n}@example.org`, password: 'wrong' }),
      });
      return answer.status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 51; n += 1) {
      statuses.push(await guess(n, addressOf(n)));
    }
    expect(statuses.slice(0, 50)).not.toContain(429);
    expect(statuses[50]).toBe(429);
    expect(await guess(60, '2001:db8:1:3::1')).toBe(401);
  });

  it('the name of the machine itself is another site', async () => {
    const answer = await fetch(`${await local()}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: await local() },
      body: JSON.stringify({ email: 'ada@example.com', password }),
    });
    expect(answer.status).toBe(403);
  });
});

describe('without a proxy', () => {
  it('what a client says about its address is not believed', async () => {
    const platform = await startTestPlatform();
    await createAdmin(platform, { 'x-forwarded-for': '203.0.113.9' });
    const log = await platform.log('"address":"127.0.0.1"');
    expect(log).not.toContain('203.0.113.9');
    await platform.close();
  });
});

const OPENSSL = process.env.OPENSSL ?? 'openssl';
const openssl = (() => {
  try {
    execFileSync(OPENSSL, ['version']);
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)('with a certificate of its own', () => {
  it('it speaks https', async () => {
    const folder = await testFolder();
    const [certificate, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
    execFileSync(
      OPENSSL,
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost
       -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${certificate}`.split(/\s+/),
      { stdio: 'ignore' },
    );
    const platform = await startTestPlatform({ tls: { certificate, key } });
    expect(platform.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const served = await new Promise<X509Certificate | undefined>((resolve, reject) => {
      https
        .get(`${platform.url}/healthz`, { ca: readFileSync(certificate) }, (response) => {
          response.resume();
          const { socket } = response;
          resolve(socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined);
        })
        .on('error', reject);
    });
    expect(served?.subject).toBe('CN=localhost');
    await platform.close();
    await rm(folder, { recursive: true });
  });

  it('it says which file it cannot read', async () => {
    const folder = await testFolder();
    await writeFile(path.join(folder, 'cert.pem'), '');
    const missing = path.join(folder, 'missing.pem');
    await expect(
      startTestPlatform({ tls: { certificate: path.join(folder, 'cert.pem'), key: missing } }),
    ).rejects.toMatchObject({ code: 'tls_unreadable', message: expect.stringContaining(missing) });
    await rm(folder, { recursive: true });
  });
});
