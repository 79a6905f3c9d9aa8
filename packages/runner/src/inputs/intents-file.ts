import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConfigurationWarning, parseYaml } from '@fluxloop/core/configuration';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import * as z from 'zod';
import type { CriteriaReader } from '../criteria/criteria-reader.js';
import { CriterionSyntaxError } from '../criteria/criterion-problem.js';
import { whenLoaded } from '../criteria/loading.js';
import { withCriteriaReader } from '../criteria/reading-only.js';
import { systemCode } from '../ledger/ledger-error.js';
import type { Plugins } from '../plugins/plugins.js';
import { type Json, plainJson } from '../scenario/canonical-json.js';
import { hasPlaceholder } from '../scenario/interpolate.js';
import { errorAt, type Path, type Place } from '../scenario/place.js';
import { ATTACK_KINDS } from './attacks.js';
import { BUILT_IN_INTENTS, type Intent, type IntentSet } from './intents.js';
import { SLOT_NAMES, type SlotSource } from './slots.js';
import { slotsOf } from './template.js';

const texts = z.array(z.string().min(1)).min(1);
const criteria = z.array(z.unknown()).default([]);
const LARGEST_RANGE = 2_000_000;

const intentEntry = z.strictObject({
  weight: z.number().min(0).max(1e6).default(1),
  templates: texts,
  terse: texts.optional(),
  follow_ups: texts.optional(),
  criteria,
  expected_behavior: z.string().min(1).optional(),
});
const slotEntry = z.union([
  z.array(z.union([z.string().min(1), z.number().transform(String)])).min(1),
  z
    .strictObject({ from: z.int(), to: z.int() })
    .refine(({ from, to }) => from <= to && to - from < LARGEST_RANGE, {
      message: `expected "from" not above "to", and fewer than ${LARGEST_RANGE} numbers`,
    }),
]);
const intentsFile = z.strictObject({
  intents: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, 'expected a name: letters, digits, _ and -'),
      intentEntry,
    )
    .refine((intents) => Object.values(intents).some(({ weight }) => weight > 0), {
      message: 'expected at least one intent with a weight above 0',
    }),
  slots: z
    .record(z.string().regex(/^[A-Za-z]\w*$/, 'expected a name: letters, digits and _'), slotEntry)
    .default({}),
  adversarial: z.partialRecord(z.enum(ATTACK_KINDS), z.strictObject({ criteria })).default({}),
  include_builtin: z.boolean().default(false),
});

/**
 * Reads a file of the user's own intents.
 * @param file - its path, relative to the root
 * @param plugins - what criteria may name. Default: there are none
 * @throws ConfigurationError with file, line and column: `intents_missing`, `slot_unknown`,
 *   `criterion_invalid`, those of YAML
 */
export async function readIntents(
  root: string,
  file: string,
  plugins?: Plugins,
): Promise<{ intents: IntentSet; warnings: ConfigurationWarning[] }> {
  const { value, warnings, locate, locateKey } = await parseYaml({
    text: await contentOf(root, file),
    file,
    schema: intentsFile,
    strict: true,
  });
  const place: Place = {
    locate: (path, part) => (part === 'key' ? locateKey(path) : locate(path)),
  };
  const intents = await withCriteriaReader({ root, plugins, printSanitizer: null }, (reader) =>
    intentsOf(value, place, reader),
  );
  return { warnings, intents };
}

async function intentsOf(
  value: z.output<typeof intentsFile>,
  place: Place,
  reader: CriteriaReader,
): Promise<IntentSet> {
  const slots = new Map<string, SlotSource>(Object.entries(value.slots));
  const known = [...slots.keys(), ...SLOT_NAMES];
  const own: Intent[] = [];
  for (const [name, entry] of Object.entries(value.intents)) {
    const path = ['intents', name];
    for (const key of ['templates', 'terse', 'follow_ups'] as const) {
      for (const [index, template] of (entry[key] ?? []).entries()) {
        checkSlots(template, known, place, [...path, key, index]);
      }
    }
    await checkCriteria(reader, entry.criteria, place, [...path, 'criteria']);
    own.push({
      name,
      weight: entry.weight,
      normal: entry.templates,
      terse: entry.terse ?? entry.templates,
      follow: entry.follow_ups ?? [],
      criteria: entry.criteria.map(plainJson),
      expectedBehavior: entry.expected_behavior,
    });
  }
  const attackCriteria: { [kind: string]: readonly Json[] } = {};
  for (const [kind, attack] of Object.entries(value.adversarial)) {
    const list = attack?.criteria ?? [];
    await checkCriteria(reader, list, place, ['adversarial', kind, 'criteria']);
    attackCriteria[kind] = list.map(plainJson);
  }
  const builtIn = value.include_builtin;
  return {
    slots,
    attackCriteria,
    of: (language) => (builtIn ? [...own, ...BUILT_IN_INTENTS.of(language)] : own),
  };
}

async function contentOf(root: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(root, file));
  } catch (error) {
    throw new ConfigurationError(
      'intents_missing',
      `The file of intents ${file} cannot be read (${systemCode(error) ?? 'unknown'}).`,
      {
        location: { file },
        hint: 'Check the path behind --intents; docs/inputs.md has an example.',
      },
    );
  }
}

function checkSlots(template: string, known: readonly string[], place: Place, path: Path): void {
  for (const slot of slotsOf(template)) {
    if (known.includes(slot)) continue;
    const close = nearest(slot, known);
    throw errorAt(place, path, {
      code: 'slot_unknown',
      message: `There is no slot "${slot}" for {${slot}}.`,
      hint:
        close === undefined
          ? `Write it under "slots:", or take one of: ${SLOT_NAMES.join(', ')}.`
          : `Did you mean {${close}}?`,
    });
  }
}

async function checkCriteria(
  reader: CriteriaReader,
  list: readonly unknown[],
  place: Place,
  path: Path,
): Promise<void> {
  // What a variable will be is known to the scenario only.
  if (list.length === 0 || hasPlaceholder(list)) return;
  try {
    await whenLoaded(() => reader.read(list, 'case'));
  } catch (error) {
    if (!(error instanceof CriterionSyntaxError)) throw error;
    const { path: within, message, hint, part } = error.problem;
    throw errorAt(place, [...path, ...within], {
      code: 'criterion_invalid',
      message,
      hint,
      ...(part === undefined ? {} : { part }),
    });
  }
}
