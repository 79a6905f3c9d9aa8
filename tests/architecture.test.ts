import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages');

/** Which of our packages each one may import: the table of docs/architecture.md. */
const mayImport: Record<string, readonly string[]> = {
  sanitize: [],
  core: ['sanitize'],
  runner: ['core'],
  'plugin-kit': ['core'],
  platform: ['core', 'plugin-kit'],
  cli: ['core', 'runner', 'plugin-kit'],
};

describe('the packages import only what stands below them', () => {
  it('knows every package', () => {
    expect(readdirSync(packages).sort()).toEqual(Object.keys(mayImport).sort());
  });

  for (const name of Object.keys(mayImport)) {
    it(`${name} imports ${mayImport[name]?.join(', ') || 'none of ours'}`, () => {
      const files = sourceFiles(join(packages, name));
      expect(files.length).toBeGreaterThan(0);
      expect(files.flatMap((file) => violations(name, file, readFileSync(file, 'utf8')))).toEqual(
        [],
      );
    });

    it(`${name} declares no dependency beyond them`, () => {
      const manifest = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
      const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
      const ours = declared.filter((dependency) => dependency.startsWith('@fluxloop/'));
      expect(ours.map((dependency) => dependency.slice('@fluxloop/'.length)).sort()).toEqual(
        expect.toSatisfy((names: string[]) => names.every((one) => mayImport[name]?.includes(one))),
      );
    });
  }

  it('notices an import that points up the table, by name and by path, at run time and for types', () => {
    const file = join(packages, 'core/src/example.ts');
    const source = [
      "import { runTests } from '@fluxloop/runner';",
      "import type { Server } from '../../platform/src/index.js';",
      "const cli = await import('@fluxloop/cli');",
      "import { Secret } from './secret.js';",
      "import { createSanitizer } from '@fluxloop/sanitize';",
    ].join('\n');
    expect(violations('core', file, source)).toEqual([
      'core/src/example.ts imports runner',
      'core/src/example.ts imports platform',
      'core/src/example.ts imports cli',
    ]);
  });
});

function violations(importer: string, file: string, source: string): string[] {
  return ts
    .preProcessFile(source, true, true)
    .importedFiles.map(({ fileName }) => importedPackage(file, fileName))
    .filter((imported) => imported !== undefined)
    .filter((imported) => imported !== importer && !mayImport[importer]?.includes(imported))
    .map((imported) => `${relative(packages, file)} imports ${imported}`);
}

/** Which of our packages an import reaches, whether it is written as a name or as a path. */
function importedPackage(file: string, specifier: string): string | undefined {
  const byName = /^@fluxloop\/([^/]+)/.exec(specifier);
  if (byName) return byName[1];
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(packages, resolve(dirname(file), specifier));
  return target.startsWith('..') ? undefined : target.split(sep)[0];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return /\.tsx?$/.test(entry.name) ? [path] : [];
    });
}
