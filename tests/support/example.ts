import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readMarkers } from '../../examples/support-bot/markers.mjs';
import { repository } from '../../scripts/workspace/paths.mjs';

const example = join(repository, 'examples/support-bot');

/** A copy of the support bot, so that its run folders are this test's alone. */
export function copyExample(folder: string): string {
  const copy = join(folder, 'support-bot');
  cpSync(example, copy, {
    recursive: true,
    filter: (source) => !/node_modules|\.fluxloop|\.test\.ts$/.test(source.slice(example.length)),
  });
  symlinkSync(join(example, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Everything that customers and the bot say in the example and that must not leave the machine. */
export async function exampleMarkers(): Promise<string[]> {
  return (await readMarkers()).map(({ value }) => value);
}
