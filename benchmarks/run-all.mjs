import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const harnesses = [
  'cli-start.mjs',
  'refresh.mjs',
  'runner.mjs',
  'sanitizer.mjs',
  'sanitizer-ripgrep.mjs',
  'sanitizer-files.mjs',
  'keys.mjs',
];

if (!existsSync(join(here, '../packages/cli/dist'))) {
  console.error('The benchmarks measure what is published: run `pnpm build` first.');
  process.exit(2);
}
for (const harness of harnesses) {
  console.log(`\n${harness}`);
  const { status } = spawnSync(process.execPath, [join(here, harness), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
