import { loadProjectConfiguration } from '@fluxloop/core/configuration';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';
import { collecting } from './reported-run.test-support.js';
import { writeReports } from './write-reports.js';

/** Assembled here, so that no scanner finds it in the source. */
const EMAIL = ['agent.smith', 'example.org'].join('@');

const AGENT = `export const run = () => 'Write to ' + ['agent.smith', 'example.org'].join('@');\n`;

const SCENARIO = `name: refunds
criteria: [{ contains: "never said" }]
inputs:
  - "first"

  - text: "second"
    name: the second
`;

let project: TestProject;
afterEach(() => project.remove());

async function report(
  format: 'github' | 'sarif',
  env: Record<string, string> = {},
): Promise<string> {
  const { folder } = await project.run();
  return reportOn(folder, format, env);
}

async function reportOn(
  folder: string,
  format: 'github' | 'sarif',
  env: Record<string, string> = {},
): Promise<string> {
  const { root, sanitizer } = project;
  const { configuration } = await loadProjectConfiguration({ cwd: root });
  const out = collecting();
  const reports = [{ format, to: out }];
  await writeReports({ folder, root, configuration, sanitizer, reports, env });
  return out.text();
}

async function projectWith(
  files: Record<string, string>,
  configuration: object = {},
): Promise<void> {
  project = await makeProject(
    { runner: { target: './agent.mjs:run' }, ...configuration },
    { 'agent.mjs': AGENT, ...files },
  );
}

/** `scenarios/a.yaml:4` for each annotation, sorted. */
function annotated(text: string): string[] {
  const places = [...text.matchAll(/^::error file=([^,]*),(?:line=(\d+),)?/gm)];
  return places.map(([, file, line]) => `${file}:${line ?? '-'}`).sort();
}

describe('the place of a case', () => {
  it('is the line of its input', async () => {
    await projectWith({ 'scenarios/refunds.yaml': SCENARIO });
    expect(annotated(await report('github'))).toEqual([
      'scenarios/refunds.yaml:4',
      'scenarios/refunds.yaml:6',
    ]);
  });

  it('is in SARIF too, and the value is not', async () => {
    await projectWith({ 'scenarios/refunds.yaml': SCENARIO });
    const text = await report('sarif');
    const { runs } = JSON.parse(text) as {
      runs: [
        { results: { locations: [{ physicalLocation: { region: { startLine: number } } }] }[] },
      ];
    };
    const lines = runs[0].results.map(
      ({ locations }) => locations[0].physicalLocation.region.startLine,
    );
    expect(lines.sort()).toEqual([4, 6]);
    expect(text).not.toContain(EMAIL);
  });

  it('is the line of a data file', async () => {
    await projectWith({
      'scenarios/data.yaml':
        'name: data\ncriteria: [{ contains: "never said" }]\ninputs: cases.jsonl\n',
      'scenarios/cases.jsonl': '{"text": "one"}\n\n{"text": "three"}\n',
    });
    expect(annotated(await report('github'))).toEqual([
      'scenarios/cases.jsonl:1',
      'scenarios/cases.jsonl:3',
    ]);
  });

  it('is a line of fluxloop.yaml for inputs that stand there', async () => {
    await projectWith({}, { inputs: [{ text: 'here', criteria: [{ contains: 'never said' }] }] });
    expect(annotated(await report('github'))).toEqual([
      expect.stringMatching(/^fluxloop\.yaml:\d+$/),
    ]);
  });

  it('is found again where the file has moved lines, and is the file where the case has changed', async () => {
    await projectWith({ 'scenarios/refunds.yaml': SCENARIO });
    const { folder } = await project.run();
    const changed = SCENARIO.replace('inputs:', '# a comment\ninputs:').replace(
      '"second"',
      '"other"',
    );
    await project.write('scenarios/refunds.yaml', changed);
    expect(annotated(await reportOn(folder, 'github'))).toEqual([
      'scenarios/refunds.yaml:-',
      'scenarios/refunds.yaml:5',
    ]);
    await project.write('scenarios/refunds.yaml', 'inputs: [');
    expect(annotated(await reportOn(folder, 'github'))).toEqual([
      'scenarios/refunds.yaml:-',
      'scenarios/refunds.yaml:-',
    ]);
  });

  it('is told from the repository: the folder that CI has checked out, or the nearest with .git', async () => {
    await projectWith({ 'scenarios/refunds.yaml': SCENARIO });
    const { folder } = await project.run();
    const name = project.root.split('/').at(-1);
    const workspace = { GITHUB_WORKSPACE: project.root.slice(0, -(name?.length ?? 0) - 1) };
    expect(annotated(await reportOn(folder, 'github', workspace))[0]).toBe(
      `${name}/scenarios/refunds.yaml:4`,
    );
    expect(annotated(await reportOn(folder, 'github', { GITHUB_WORKSPACE: '/elsewhere' }))[0]).toBe(
      'scenarios/refunds.yaml:4',
    );
  });
});
