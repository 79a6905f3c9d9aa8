import { mkdir, open } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { writeWholeFile } from '@fluxloop/core/storage';
import type { CriterionKind } from '../criteria/criterion.js';
import { ENGINE_VERSION } from '../pipeline/engine-version.js';
import { NO_PLUGINS, type Plugins } from '../plugins/plugins.js';

/** What has a schema for editors. */
export const SCHEMA_NAMES = ['scenario', 'configuration', 'persona'] as const;
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** Where a project keeps its schemas, from its folder; git does not see it. */
const SCHEMA_FOLDER = '.fluxloop/schemas';

/** The file of a schema, from the project's folder. */
function schemaPath(name: SchemaName): string {
  return `${SCHEMA_FOLDER}/${name === 'configuration' ? 'fluxloop' : name}.schema.json`;
}

/**
 * What a schema says of itself; {@link refreshSchemas} reads it to know whether a file is current.
 * @param criteria - the names of plugins' criteria that are in it
 */
export function schemaStamp(criteria: readonly string[]): string {
  const more =
    criteria.length === 0 ? '' : ` Criteria of plugins: ${criteria.toSorted().join(', ')}.`;
  return `Written by FluxLoop ${ENGINE_VERSION}; do not edit.${more}`;
}

/**
 * The first line of a scenario, by which editors find its schema; empty for a file outside of the project.
 * @param file - relative to the project's folder
 */
export function schemaComment(file: string): string {
  const folders = dirname(file).replaceAll('\\', '/').split('/');
  if (isAbsolute(file) || folders.includes('..')) return '';
  const depth = folders.filter((name) => name !== '.').length;
  const up = depth === 0 ? './' : '../'.repeat(depth);
  return `# yaml-language-server: $schema=${up}${schemaPath('scenario')}\n`;
}

/** What stands before the stamp in a file is shorter. */
const HEAD_BYTES = 256;

/**
 * Writes the schemas into a project, so that editors find them without a network. Files that this
 * version of the engine has written, with the same plugins, are left as they are.
 * @param root - the project's folder
 * @param plugins - whose criteria are in them. Default: there are none
 * @returns the paths of the files that were written, from the root
 * @throws UsageError `criterion_definition_invalid`, `criterion_name_taken` of a plugin
 * @throws the error of `node:fs` when the folder cannot be written to
 */
export async function refreshSchemas(
  root: string,
  plugins: Plugins = NO_PLUGINS,
): Promise<string[]> {
  const kinds = await kindsOf(plugins);
  const comment = `"$comment": ${JSON.stringify(schemaStamp(kinds.map(({ type }) => type)))}`;
  const stale: SchemaName[] = [];
  for (const name of SCHEMA_NAMES) {
    if (!(await beginsWith(join(root, schemaPath(name)), comment))) stale.push(name);
  }
  if (stale.length === 0) return [];
  const { jsonSchemaOf } = await import('./json-schemas.js');
  await mkdir(join(root, SCHEMA_FOLDER), { recursive: true });
  for (const name of stale) {
    const content = `${JSON.stringify(jsonSchemaOf(name, kinds), undefined, 2)}\n`;
    await writeWholeFile(join(root, schemaPath(name)), content, {
      access: 'as-before',
      durable: false,
    });
  }
  return stale.map(schemaPath);
}

async function beginsWith(path: string, comment: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const head = Buffer.alloc(HEAD_BYTES + Buffer.byteLength(comment));
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return head.toString('utf8', 0, bytesRead).includes(comment);
  } finally {
    await file.close();
  }
}

/**
 * The JSON Schema of a kind of YAML file; what it takes to make it is loaded then.
 * @throws UsageError `criterion_definition_invalid`, `criterion_name_taken` of a plugin
 */
export async function readSchema(name: SchemaName, plugins: Plugins = NO_PLUGINS): Promise<object> {
  const { jsonSchemaOf } = await import('./json-schemas.js');
  return jsonSchemaOf(name, await kindsOf(plugins));
}

async function kindsOf({ criteria }: Plugins): Promise<CriterionKind[]> {
  if (criteria.length === 0) return [];
  const { pluginKinds } = await import('../criteria/plugin-criterion.js');
  return pluginKinds(criteria);
}
