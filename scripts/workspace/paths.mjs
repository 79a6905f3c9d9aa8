import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The `fluxloop` command of this checkout. */
export const cliBin = join(repository, 'packages/cli/bin/fluxloop.js');

/** The `fluxloop-platform` command of this checkout. */
export const platformBin = join(repository, 'packages/platform/bin/fluxloop-platform.js');
