import { quickstart } from './quickstart/quickstart.mjs';

try {
  process.exitCode = await quickstart(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
