import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundle } from '../bundle.test-support.js';
import { temporaryFolder } from '../temporary-folder.test-support.js';
import { certificate } from './certificates.test-support.js';
import { ANSWERS, json, listen, platform } from './platform.test-support.js';

let program: Bundle;
beforeAll(async () => {
  program = await bundle(new URL('./asking-process.test-support.ts', import.meta.url));
});
afterAll(() => program.remove());

async function ask(endpoint: string, env: Record<string, string>): Promise<unknown> {
  const options = { env: { PATH: process.env.PATH, ...env } };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program.path, endpoint],
    options,
  ).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout);
}

async function trusted(): Promise<{
  tls: { cert: string; key: string };
  env: { NODE_EXTRA_CA_CERTS: string };
}> {
  const tls = await certificate();
  const file = join(await temporaryFolder(), 'ca.pem');
  await writeFile(file, tls.cert);
  return { tls, env: { NODE_EXTRA_CA_CERTS: file } };
}

describe('a platform whose certificate a company signed', () => {
  it('is trusted with NODE_EXTRA_CA_CERTS, and not without', async () => {
    const { tls, env } = await trusted();
    const { url } = await platform((response) => json(response, 200, ANSWERS.principal), { tls });
    expect(await ask(url, env)).toEqual(ANSWERS.principal);
    expect(await ask(url, {})).toMatchObject({ code: 'tls_untrusted', exit_code: 4 });
  });

  it('stays untrusted with NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
    const { url, seen } = await platform((response) => json(response, 200, ANSWERS.principal), {
      tls: await certificate(),
    });
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    expect(await ask(url, env)).toMatchObject({ code: 'tls_untrusted' });
    expect(seen).toEqual([]);
  });

  it('is reached through the tunnel of a proxy', async () => {
    const { tls, env } = await trusted();
    const { port } = await platform((response) => json(response, 200, ANSWERS.principal), { tls });
    const tunnels: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', async (request, socket) => {
      tunnels.push(request.url);
      const onward = connect(port, '127.0.0.1');
      await once(onward, 'connect');
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
    expect(await ask('https://api.example.test', { ...env, HTTPS_PROXY: proxyUrl })).toEqual(
      ANSWERS.principal,
    );
    expect(tunnels).toEqual(['api.example.test:443']);
  });
});
