import { fileURLToPath } from 'node:url';
import { runMain } from '@fluxloop/plugin-kit';
import { program } from './plugins/program.js';

/** Runs the `fluxloop` command as it was typed (`process.argv`), and ends the process. */
export function main(): Promise<never> {
  const root = fileURLToPath(import.meta.url);
  return runMain({ from: (argv) => program(root, argv) });
}
