import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { projectConfiguration } from '@fluxloop/core/configuration/schema';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeProject, type TestProject } from '../project.test-support.js';

const page = await readFile(new URL('../../../../docs/targets.md', import.meta.url), 'utf8');

/** The code of the page whose first line is a comment with this file's name. */
function documented(file: string): string {
  const blocks = [...page.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const found = blocks.find((code) => code.split('\n')[0]?.endsWith(` ${file}`));
  if (found === undefined) throw new Error(`docs/targets.md does not show ${file}.`);
  return found;
}

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

describe('docs/targets.md', () => {
  it('shows a target of one’s own that works', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      let count = 0;
      socket.on('data', (line) => {
        count += 1;
        socket.write(`${count}: ${line}`);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const configuration = parse(documented('fluxloop.yaml'));
      configuration.runner.target.options.port = port;
      project = await makeProject(
        { ...configuration, inputs: [{ turns: ['a', 'b'] }, { turns: ['c', 'd'] }] },
        { 'targets/line-server.ts': documented('targets/line-server.ts') },
      );
      const { rows } = await project.run();
      expect(rows.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
        ['a', '1: a', 'b', '2: b'],
        ['c', '1: c', 'd', '2: d'],
      ]);
      expect(rows[0]?.messages[1]?.metadata).toEqual({ port });
      expect(connections).toBe(2);
    } finally {
      server.close();
    }
  });

  it('shows settings that FluxLoop takes', () => {
    const shown = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, code = '']) => code);
    const problems = shown.flatMap(
      (code) => projectConfiguration.safeParse(parse(code)).error?.issues ?? [],
    );
    expect(shown.length).toBeGreaterThan(8);
    expect(problems).toEqual([]);
  });

  it('names every code that a fault may have', async () => {
    const source = await readFile(new URL('./target.ts', import.meta.url), 'utf8');
    const union = /export type TargetFaultCode =([^;]*);/.exec(source)?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });
});
