import { runMain } from '@fluxloop/plugin-kit';

/** Runs the `fluxloop` command as it was typed (`process.argv`), and ends the process. */
export function main(): Promise<never> {
  return runMain({ from: import.meta.url });
}
