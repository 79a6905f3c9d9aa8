import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many cases {@link writeLargeProject} writes. */
export const LARGE_PROJECT_CASES = 300;

/** A project whose run takes several chunks to upload: long answers of a function in process. */
export function writeLargeProject(folder: string): string {
  mkdirSync(join(folder, 'scenarios'), { recursive: true });
  const inputs = Array.from({ length: LARGE_PROJECT_CASES }, (_, index) => ({
    text: `Tell me story number ${index}`,
    criteria: [{ contains: `story number ${index}` }],
  }));
  const files = {
    'fluxloop.yaml': 'project: support-bot\nrunner:\n  target: "./agent.mjs:run"\n',
    'agent.mjs': `export const run = ({ text }) => \`\${text}: \${'once upon a time there was an order, '.repeat(300)}\`;\n`,
    // JSON is YAML.
    'scenarios/stories.yaml': JSON.stringify({ name: 'stories', inputs }),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
