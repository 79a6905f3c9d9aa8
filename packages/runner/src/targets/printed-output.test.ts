import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

/** Assembled here, so that no scanner finds it in the source. */
const EMAIL = ['jane.doe', 'example.net'].join('@');

const AGENT = `
export const run = ({ text }) => {
  console.log('agent heard ' + text);
  process.stderr.write('and wrote jane.');
  process.stderr.write('doe' + '@' + 'example.net\\n');
  return 'ok';
};
`;
const CRITERION =
  "export default () => { console.log('judged with ' + ['jane.doe', 'example.net'].join('@')); return true; };";

let project: TestProject | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await project?.remove();
  project = undefined;
});

/** What a run shows on standard error while the agent and a criterion print. */
async function shown(sanitizeStored: boolean): Promise<string> {
  project = await makeProject(
    {
      runner: { target: './agent.mjs:run' },
      inputs: [{ text: `I am ${EMAIL}`, criteria: [{ module: './criterion.mjs' }] }],
    },
    { 'agent.mjs': AGENT, 'criterion.mjs': CRITERION },
  );
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += chunk.toString();
    return true;
  });
  await project.run({ sanitizeStored });
  await expect.poll(() => text.match(/\n/g)?.length).toBe(3);
  return text;
}

describe("what the user's code prints in a thread", () => {
  it('is shown on standard error, without anything sensitive in a sanitized run', async () => {
    const text = await shown(true);
    expect(text).toMatch(/agent heard I am \[EMAIL_\d\]/);
    expect(text).toMatch(/and wrote \[EMAIL_\d\]/);
    expect(text).toMatch(/judged with \[EMAIL_\d\]/);
    expect(text).not.toContain('jane');
  });

  it('is shown as it is in a run that is stored as it was said', async () => {
    const text = await shown(false);
    expect(text).toContain(`agent heard I am ${EMAIL}`);
  });
});
