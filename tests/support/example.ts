import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readMarkers } from '../../examples/support-bot/markers.mjs';
import { repository } from '../../scripts/workspace/paths.mjs';

/** A copy of an example, so that its run folders are this test's alone. */
export function copyExample(folder: string, name = 'support-bot'): string {
  const example = join(repository, 'examples', name);
  const copy = join(folder, name);
  cpSync(example, copy, {
    recursive: true,
    filter: (source) => !/node_modules|\.fluxloop|\.test\.ts$/.test(source.slice(example.length)),
  });
  const modules = join(example, 'node_modules');
  if (existsSync(modules)) symlinkSync(modules, join(copy, 'node_modules'));
  return copy;
}

/** Everything that customers and the bot say in the example and that must not leave the machine. */
export async function exampleMarkers(): Promise<string[]> {
  return (await readMarkers()).map(({ value }) => value);
}
