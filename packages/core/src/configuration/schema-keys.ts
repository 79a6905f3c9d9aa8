import type * as z from 'zod';

/**
 * The keys that a schema knows for the mapping under a path, for a suggestion. Wrappers
 * (optional, default, pipe, lazy) are looked through, and of a union all branches count.
 */
export function knownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let level: z.core.$ZodType[] = [schema];
  for (const segment of path) {
    level = level.flatMap(unwrap).flatMap((one) => childOf(one, segment));
  }
  const keys = level.flatMap(unwrap).flatMap((one) => Object.keys(shapeOf(one) ?? {}));
  return [...new Set(keys)];
}

function childOf(schema: z.core.$ZodType, segment: PropertyKey): z.core.$ZodType[] {
  const { def } = schema._zod;
  if (isDef<z.core.$ZodArrayDef>(def, 'array')) return [def.element];
  if (isDef<z.core.$ZodRecordDef>(def, 'record')) return [def.valueType];
  const shape = shapeOf(schema);
  const child = shape !== undefined && typeof segment === 'string' ? shape[segment] : undefined;
  return child === undefined ? [] : [child];
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const { def } = schema._zod;
  return isDef<z.core.$ZodObjectDef>(def, 'object') ? def.shape : undefined;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { def } = schema._zod;
  if (isDef<z.core.$ZodUnionDef>(def, 'union')) return def.options.flatMap(unwrap);
  if (isDef<z.core.$ZodPipeDef>(def, 'pipe')) return unwrap(def.in);
  if (isDef<z.core.$ZodLazyDef>(def, 'lazy')) return unwrap(def.getter());
  if (
    isDef<z.core.$ZodOptionalDef>(def, 'optional') ||
    isDef<z.core.$ZodNullableDef>(def, 'nullable') ||
    isDef<z.core.$ZodDefaultDef>(def, 'default') ||
    isDef<z.core.$ZodPrefaultDef>(def, 'prefault')
  ) {
    return unwrap(def.innerType);
  }
  return [schema];
}

function isDef<D extends z.core.$ZodTypeDef>(def: z.core.$ZodTypeDef, type: D['type']): def is D {
  return def.type === type;
}
