import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const manifest = z.object({ name: z.string(), version: z.string() });

/** This package's folder and version, whether it runs from its source or from its build. */
export function packageRoot(from: string = import.meta.url): { folder: string; version: string } {
  let folder = path.dirname(fileURLToPath(from));
  for (;;) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) {
      return { folder, version: manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version };
    }
    folder = path.dirname(folder);
  }
}
