import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { packageRoot } from './config/package-root.js';

const manifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  oclif: z.looseObject({
    commands: z.object({ strategy: z.literal('pattern'), target: z.string() }),
  }),
});

/**
 * Runs the binary `fluxloop-platform`, and ends the process. Its commands are those that
 * `fluxloop` gets from this package as a plugin, without their topic: `fluxloop platform start`
 * there is `fluxloop-platform start` here.
 */
export async function main(): Promise<never> {
  const { runMain } = await import('@fluxloop/plugin-kit');
  const { folder: root } = packageRoot();
  const file = path.join(root, 'package.json');
  const { oclif, ...rest } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  const commands = { ...oclif.commands, target: `${oclif.commands.target}/platform` };
  return runMain({
    from: {
      root,
      pjson: {
        ...rest,
        oclif: {
          ...oclif,
          bin: 'fluxloop-platform',
          commands,
          topics: { user: { description: 'Look after the people of the platform.' } },
        },
      },
    },
  });
}
