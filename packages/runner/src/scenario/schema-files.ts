import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWholeFile } from '@fluxloop/core/storage';
import { ENGINE_VERSION } from '../pipeline/engine-version.js';

/** What has a schema for editors. */
export const SCHEMA_NAMES = ['scenario', 'configuration', 'persona'] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** Where a project keeps its schemas, from its folder; git does not see it. */
const SCHEMA_FOLDER = '.fluxloop/schemas';

/** The file of a schema, from the project's folder. */
function schemaPath(name: SchemaName): string {
  return `${SCHEMA_FOLDER}/${name === 'configuration' ? 'fluxloop' : name}.schema.json`;
}

/** Read by {@link refreshSchemas} to know whether a file is this engine's. */
export const SCHEMA_STAMP = `Written by FluxLoop ${ENGINE_VERSION}; do not edit.`;
const STAMP_BYTES = 512;

/**
 * Writes the schemas into a project, so that editors find them without a network. Files that this
 * version of the engine has written are left as they are.
 * @param root - the project's folder
 * @returns the paths of the files that were written, from the root
 * @throws the error of `node:fs` when the folder cannot be written to
 */
export async function refreshSchemas(root: string): Promise<string[]> {
  const stale: SchemaName[] = [];
  for (const name of SCHEMA_NAMES) {
    if (!(await isCurrent(join(root, schemaPath(name))))) stale.push(name);
  }
  if (stale.length === 0) return [];
  const { jsonSchemaOf } = await import('./json-schemas.js');
  await mkdir(join(root, SCHEMA_FOLDER), { recursive: true });
  for (const name of stale) {
    const content = `${JSON.stringify(jsonSchemaOf(name), undefined, 2)}\n`;
    await writeWholeFile(join(root, schemaPath(name)), content, {
      access: 'as-before',
      durable: false,
    });
  }
  return stale.map(schemaPath);
}

async function isCurrent(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(STAMP_BYTES), 0, STAMP_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).includes(SCHEMA_STAMP);
  } finally {
    await file.close();
  }
}

/** The JSON Schema of a kind of YAML file; what it takes to make it is loaded then. */
export async function readSchema(name: SchemaName): Promise<object> {
  const { jsonSchemaOf } = await import('./json-schemas.js');
  return jsonSchemaOf(name);
}
