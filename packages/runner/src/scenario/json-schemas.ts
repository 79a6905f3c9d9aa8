import { duration, projectConfiguration } from '@fluxloop/core/configuration/schema';
import * as z from 'zod';
import type { CriterionKind } from '../criteria/criterion.js';
import { BUILT_IN_KINDS } from '../criteria/kinds.js';
import { personaFile } from './persona-schema.js';
import {
  criterionEntry,
  INPUT_SPEECH,
  inlineInputs,
  inputFields,
  scenarioFile,
  TURN_SPEECH,
  turnFields,
} from './scenario-schema.js';
import { type SchemaName, schemaStamp } from './schema-files.js';

/** A JSON Schema, draft 7: the one that every editor knows. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * The JSON Schema of a kind of YAML file, made from the zod schema that FluxLoop itself checks with.
 * What zod cannot say in JSON Schema is added: that an input says exactly one thing, and the names of
 * the criteria.
 * @param kinds - criteria of plugins
 */
export function jsonSchemaOf(name: SchemaName, kinds: readonly CriterionKind[] = []): JsonSchema {
  const { $schema, definitions, ...schema } = documentSchema(name);
  return {
    $schema,
    $comment: schemaStamp(kinds.map(({ type }) => type)),
    title: { scenario: 'A scenario', configuration: 'fluxloop.yaml', persona: 'A persona' }[name],
    ...schema,
    patternProperties: { '^x-': {} },
    definitions: { ...(definitions as object | undefined), criterion: criterionJsonSchema(kinds) },
  };
}

function documentSchema(name: SchemaName): JsonSchema {
  if (name === 'scenario') return toJsonSchema(scenarioFile);
  if (name === 'persona') return toJsonSchema(personaFile);
  const schema = toJsonSchema(projectConfiguration);
  const { api, ...properties } = schema.properties ?? {};
  const { $schema: _, ...inputs } = toJsonSchema(inlineInputs);
  const { key: __, ...apiKeys } = (api as JsonSchema).properties ?? {};
  return {
    ...schema,
    properties: {
      ...properties,
      api: { ...(api as JsonSchema), properties: apiKeys },
      inputs: { ...inputs, description: (properties.inputs as JsonSchema).description ?? '' },
    },
  };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => complete(zodSchema, jsonSchema),
  }) as JsonSchema;
}

/** Says what a zod schema says only in code. */
function complete(schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema): void {
  const { def } = schema._zod;
  if (schema === criterionEntry) json.$ref = '#/definitions/criterion';
  else if (schema === inputFields) json.oneOf = oneOf(INPUT_SPEECH);
  else if (schema === turnFields) json.oneOf = oneOf(TURN_SPEECH);
  else if (schema === duration) {
    delete json.type;
    json.anyOf = [
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?\\s*(ms|s|m|h)\\s*$' },
    ];
  } else if (isDefault(def) && def.innerType === duration) {
    // It is held in milliseconds, and written in seconds.
    json.default = Number(def.defaultValue) / 1000;
  }
}

function isDefault(def: z.core.$ZodTypeDef): def is z.core.$ZodDefaultDef {
  return def.type === 'default';
}

function oneOf(keys: readonly string[]): JsonSchema[] {
  return keys.map((key) => ({ required: [key] }));
}

/** A criterion in its three forms: a name, a name with a value, and `type` with `value`. */
function criterionJsonSchema(ofPlugins: readonly CriterionKind[]): JsonSchema {
  const kinds = [...BUILT_IN_KINDS.values(), ...ofPlugins];
  const names = kinds.flatMap(({ type }) => [type, `not-${type}`]);
  const options = [
    ...new Set(kinds.flatMap(({ options: own }) => (Array.isArray(own) ? own : []))),
  ].filter((option) => !names.includes(option));
  const common: Record<string, JsonSchema> = {
    weight: { type: 'number', minimum: 0, description: 'How much it counts. Default: 1.' },
    required: {
      type: 'boolean',
      description: 'Whether the case fails with it, whatever the score is. Default: false.',
    },
    scope: {
      enum: ['turn', 'case'],
      description: "Whether each turn's answer is judged by itself, or all of the case's answers.",
    },
  };
  const free = Object.fromEntries(options.map((option) => [option, {}]));
  return {
    anyOf: [
      { type: 'string', enum: names },
      {
        type: 'object',
        required: ['type'],
        properties: { type: { enum: names }, value: {}, ...common, ...free },
      },
      { type: 'object', required: ['module'], properties: { module: { type: 'string' } } },
      {
        type: 'object',
        properties: { ...common, ...free, ...Object.fromEntries(names.map((name) => [name, {}])) },
        additionalProperties: false,
        anyOf: names.map((name) => ({ required: [name] })),
      },
    ],
  };
}
