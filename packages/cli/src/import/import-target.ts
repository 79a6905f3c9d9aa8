import { resolve } from 'node:path';
import type { LoadedProject } from '@fluxloop/core/configuration';
import type { ImportTarget } from '@fluxloop/runner';

/** What the flags of an import say of where it goes. */
export interface TargetFlags {
  out: string | undefined;
  force: boolean;
}

/** Where an import goes: `--out` from the current folder, else `scenarios` in the project's. */
export function importTarget(
  { root }: Pick<LoadedProject, 'root'>,
  { out, force }: TargetFlags,
  cwd: string,
): ImportTarget {
  return {
    folder: out === undefined ? resolve(root, 'scenarios') : resolve(cwd, out),
    root,
    force,
  };
}
