import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../bundle.test-support.js';
import { certificate } from '../client/certificates.test-support.js';
import { listen } from '../client/platform.test-support.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { stubServer } from './authorization-server.test-support.js';

let program: Bundle;
beforeAll(async () => {
  program = await bundle(new URL('./signing-in-process.test-support.ts', import.meta.url));
});
afterAll(() => program.remove());

async function signIn(endpoint: string, env: Record<string, string>): Promise<unknown> {
  const home = join(await temporaryFolder(), '.fluxloop');
  const { stdout } = await promisify(execFile)(process.execPath, [program.path, endpoint, home], {
    env: { PATH: process.env.PATH, ...env },
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout);
}

/** A platform whose certificate a company signed, and the variable that makes it trusted. */
async function companyPlatform() {
  const tls = await certificate();
  const file = join(await temporaryFolder(), 'ca.pem');
  await writeFile(file, tls.cert);
  return { server: await stubServer({}, { tls }), env: { NODE_EXTRA_CA_CERTS: file } };
}

const SIGNED_IN = { user: 'ada@example.com' };

describe('a sign-in in a company’s network', () => {
  it('trusts what NODE_EXTRA_CA_CERTS names, at every endpoint, and nothing without it', async () => {
    const { server, env } = await companyPlatform();
    expect(await signIn(server.url, env)).toEqual(SIGNED_IN);
    expect(await signIn(server.url, {})).toMatchObject({ code: 'tls_untrusted', exit_code: 4 });
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/.well-known/oauth-authorization-server',
      '/oauth/device_authorization',
      '/.well-known/oauth-authorization-server',
      '/oauth/token',
      '/v1/principal',
    ]);
  });

  it('stays untrusted with NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
    const { server } = await companyPlatform();
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    expect(await signIn(server.url, env)).toMatchObject({ code: 'tls_untrusted' });
    expect(server.seen).toEqual([]);
  });

  it('goes through the tunnel of a proxy, which sees no code and no token', async () => {
    const { server, env } = await companyPlatform();
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`plain ${request.url}`);
      response.writeHead(500).end();
    });
    proxy.on('connect', async (request, socket) => {
      seen.push(`tunnel ${request.url}`);
      const onward = connect(server.port, '127.0.0.1');
      await once(onward, 'connect');
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
      socket.on('data', (bytes: Buffer) => seen.push(bytes.toString('latin1')));
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
    const there = `https://api.example.test:${server.port}`;
    server.answerAs(there);
    expect(await signIn(there, { ...env, HTTPS_PROXY: proxyUrl })).toEqual(SIGNED_IN);
    const text = seen.join('\n');
    expect(text).toContain(`tunnel api.example.test:${server.port}`);
    expect(text).not.toContain('plain');
    expect(text).not.toMatch(/device-code|flx_|grant_type/);
  });
});
