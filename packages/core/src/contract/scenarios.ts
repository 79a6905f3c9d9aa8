import * as z from 'zod';
import { projectSlug, sha256Hex, timestamp } from './identifiers.js';
import { SCENARIO_LIMITS } from './limits.js';

/**
 * Names that Windows keeps for devices, with any extension.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** What some system does not take in a file's name, or nobody sees. */
const NOT_IN_A_NAME = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/**
 * What keeps a text from being a scenario's name on the platform: names become names of files on
 * all systems, so that they can be pulled everywhere.
 *
 * @returns a sentence for people, or `null` for a good name
 */
export function scenarioNameProblem(name: string): string | null {
  if (name === '') return 'it is empty';
  if (utf8Length(name) > SCENARIO_LIMITS.nameBytes) {
    return `it is longer than ${SCENARIO_LIMITS.nameBytes} bytes`;
  }
  if (name !== name.normalize('NFC')) return 'it is not in the Unicode form NFC';
  if (NOT_IN_A_NAME.test(name)) return 'it holds a character that no file name may hold';
  if (/^[. ]|[. ]$/.test(name)) return 'it begins or ends with a dot or a space';
  if (DEVICE.test(name)) return 'Windows keeps it for a device';
  if (/\.merge$/i.test(name)) return 'files with .merge are those of conflicts';
  return null;
}

/** A scenario's name in its project: unique there, whatever the case of its letters. */
export const scenarioName = z
  .string()
  .superRefine((name, context) => {
    const problem = scenarioNameProblem(name);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .meta({ id: 'ScenarioName', example: 'refunds' });

/** The letters of a name without their case: two names that differ by it alone are one file on many disks. */
export function foldScenarioName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}

/** A scenario as its file has it: YAML in UTF-8 with line feeds, and nothing that a terminal would obey. */
export const scenarioText = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const problem =
      utf8Length(text) > SCENARIO_LIMITS.textBytes
        ? `more than ${SCENARIO_LIMITS.textBytes} bytes; long lists of inputs belong in a data file`
        : /\p{Cs}/u.test(text)
          ? 'half a character (a lone surrogate)'
          : // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
            /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)
            ? 'a control character other than tab and line feed'
            : null;
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .meta({ id: 'ScenarioText' });

/** One version of a scenario. The first is 1; a version is never changed. */
export const scenarioVersion = z
  .object({
    version: z.int().positive(),
    /** SHA-256 of the text in UTF-8: equal digests are equal texts. */
    digest: sha256Hex,
    bytes: z.int().positive(),
    /** False where somebody has sent the text as it was. */
    sanitized: z.boolean(),
    created_at: timestamp,
    /** Who uploaded it: an e-mail address, or an API key's name. */
    created_by: z.string(),
  })
  .meta({ id: 'ScenarioVersion' });
export type ScenarioVersion = z.infer<typeof scenarioVersion>;

/** A scenario by its latest version. */
export const scenarioSummary = scenarioVersion
  .extend({
    name: scenarioName,
    project: projectSlug,
    /** The scenario's page in the dashboard. */
    url: z.url(),
  })
  .meta({ id: 'ScenarioSummary' });
export type ScenarioSummary = z.infer<typeof scenarioSummary>;

/** A scenario with the text of one of its versions. */
export const scenario = scenarioSummary.extend({ text: scenarioText }).meta({ id: 'Scenario' });
export type StoredScenario = z.infer<typeof scenario>;

/** By name. */
export const scenarioList = z
  .object({ scenarios: z.array(scenarioSummary), next_cursor: z.string().nullable() })
  .meta({ id: 'ScenarioList' });
export type ScenarioList = z.infer<typeof scenarioList>;

/** Newest first. */
export const scenarioVersionList = z
  .object({ versions: z.array(scenarioVersion), next_cursor: z.string().nullable() })
  .meta({ id: 'ScenarioVersionList' });
export type ScenarioVersionList = z.infer<typeof scenarioVersionList>;

/**
 * A new version. It is taken only where `base` is still the latest version's digest, so that nobody
 * overwrites what they have not seen; a text that is the latest already changes nothing.
 */
export const putScenarioRequest = z
  .object({
    text: scenarioText,
    /** Digest of the version that the text was made from; `null` for a scenario that is new. */
    base: sha256Hex.nullable(),
    /** Digest of the sanitizer's rules that made the text fit to leave the machine; `null` after `--no-sanitize`. */
    sanitizer_digest: sha256Hex.nullable(),
  })
  .meta({ id: 'PutScenarioRequest' });
export type PutScenarioRequest = z.infer<typeof putScenarioRequest>;

/** Which scenarios or versions to list. */
export const scenarioQuery = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ScenarioQuery = z.input<typeof scenarioQuery>;

/** Deletes only if this is still the latest version's digest; absent: whatever it is. */
export const deleteScenarioQuery = z.object({ base: sha256Hex.optional() });

export const scenarioParams = z.object({ project: projectSlug, name: scenarioName });
export const scenarioVersionParams = scenarioParams.extend({
  version: z.coerce.number().int().min(1).max(2_147_483_647),
});
