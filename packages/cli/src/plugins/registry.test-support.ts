import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TemporaryFolder } from '@fluxloop/plugin-kit/testing';

/** A registry of npm packages on this machine, as far as npm asks it. */
export interface Registry {
  readonly url: string;
  /** Publishes what `npm pack` makes of a folder. */
  publish(folder: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Published {
  name: string;
  version: string;
  archive: Buffer;
}

/**
 * Starts a registry without packages.
 * https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startRegistry(scratch: TemporaryFolder): Promise<Registry> {
  const published: Published[] = [];
  let url = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const archive = published.find(({ name, version }) => path === `${name}-${version}.tgz`);
    const versions = published.filter(({ name }) => name === path);
    if (archive !== undefined) response.end(archive.archive);
    else if (versions.length > 0) response.end(JSON.stringify(packument(url, versions)));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    publish: async (folder) => {
      const manifest = JSON.parse(
        await readFile(join(folder, 'package.json'), 'utf8'),
      ) as Published;
      const archive = await readFile(await packed(folder, scratch.path));
      published.push({ name: manifest.name, version: manifest.version, archive });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Packs a folder as it would be published; gives the archive's path. */
export async function packed(folder: string, into: string): Promise<string> {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
  const { stdout } = await promisify(execFile)('npm', argv, { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}

function packument(url: string, versions: readonly Published[]) {
  const { name = '', version: latest } = versions.at(-1) ?? {};
  const entries = versions.map(({ version, archive }) => {
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    const dist = { tarball: `${url}/${name}-${version}.tgz`, integrity };
    return [version, { name, version, dist }] as const;
  });
  return { name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) };
}
