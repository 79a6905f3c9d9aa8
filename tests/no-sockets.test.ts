import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { madeUpKey } from '../packages/cli/src/made-up-keys.test-support.js';
import { repository } from '../scripts/workspace/paths.mjs';
import { runCli } from './support/command.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const RECORDER = pathToFileURL(join(repository, 'tests/support/record-sockets.mjs')).href;
const KEY = madeUpKey();
/** Nobody listens there, and the name is nobody's (RFC 6761). */
const ENDPOINTS = ['https://platform.invalid', 'http://127.0.0.1:9'];

describe('with --skip-upload', () => {
  it.each(ENDPOINTS)(
    'no socket is opened and no name is looked up, whatever is set: %s',
    async (endpoint) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'scenarios'));
      const files = {
        'agent.mjs': 'export const run = ({ text }) => text;\n',
        'scenarios/hello.yaml': 'inputs: [hello]\n',
        'fluxloop.yaml': `project: support-bot\nrunner: { target: "./agent.mjs:run" }\ntest: { auto_upload: true }\n`,
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const sockets = join(folder, 'sockets');
      const run = (...args: string[]) =>
        runCli(args, {
          cwd: folder,
          home: join(folder, 'home'),
          env: {
            NODE_OPTIONS: `--import=${RECORDER}`,
            SOCKETS: sockets,
            FLUXLOOP_API_KEY: KEY,
            FLUXLOOP_API_ENDPOINT: endpoint,
          },
        });
      const seen = () => (existsSync(sockets) ? readFileSync(sockets, 'utf8') : '');

      const tested = await run('test', '--skip-upload', '--report', 'html=report.html');
      expect(tested.code, tested.stderr).toBe(0);
      expect((await run('test', '--resume', '--skip-upload')).code).toBe(0);
      expect((await run('results', 'show')).code).toBe(0);
      expect(seen()).toBe('');

      // The same eyes see the upload that is configured.
      expect((await run('test')).code).toBe(4);
      expect(seen()).toContain(new URL(endpoint).hostname);
    },
  );
});
