import type { FluxLoopClient } from '@fluxloop/core/client';
import type { ScenarioSummary } from '@fluxloop/core/contract';
import { ConfigurationError, NotFoundError, PermissionError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import {
  type BaseSide,
  decide,
  isEither,
  isUnchanged,
  type LocalSide,
  type RemoteSide,
  type Standing,
} from './decide.js';
import { type LocalScenario, readLocalScenarios } from './local-scenarios.js';
import { type OutgoingScenario, outgoingScenario } from './outgoing-scenario.js';
import type { ConflictKind } from './sync-error.js';
import { type SyncedScenario, SyncState } from './sync-state.js';

/** As many as the platform gives at once. */
const PAGE = 500;
/** Further back nobody's file is. */
const MOST_PAGES_OF_VERSIONS = 4;

/** What a project's scenarios here and on the platform are looked at by. */
export interface SurveyOptions {
  /** The project's folder. */
  root: string;
  /** `scenarios:` of `fluxloop.yaml`. */
  globs: readonly string[];
  client: Pick<FluxLoopClient, 'endpoint' | 'scenarios'>;
  /** The project's name on the platform. */
  project: string;
  sanitizer: Sanitizer;
  /** Whether what leaves the machine is sanitized. False only where a person has asked for it. */
  sanitize: boolean;
  /** The scenarios to look at. Default: all. */
  names?: readonly string[] | undefined;
  /** Whether what is on the platform may stay unknown to a credential that may not read. Default: false. */
  blind?: boolean;
  signal?: AbortSignal;
}

/** A file here, in both of its forms. */
export interface SurveyedFile extends LocalScenario {
  outgoing: OutgoingScenario;
}

/** A scenario by what is known of it here, there, and of the last time. */
export interface SyncItem {
  /** As the platform knows it, or would. */
  name: string;
  standing: Standing;
  /** Set with the standing `conflict`. */
  conflict: ConflictKind | null;
  local: SurveyedFile | null;
  remote: RemoteSide | null;
  base: SyncedScenario | null;
  /** Digest of the version on the platform that the file is, in one of its forms; `null` for none. */
  ancestor: string | null;
}

/** What {@link survey} gives. */
export interface Survey {
  /** By name. */
  items: SyncItem[];
  state: SyncState;
}

/**
 * Compares the scenarios here with those on the platform. It changes nothing.
 *
 * @throws NotFoundError `scenario_not_found` for a name that is nowhere
 * @throws ConfigurationError as reading the files does; `scenario_duplicate` for two that are one
 *   on the platform
 * @throws the errors of the client
 */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { root, globs, client, project, sanitizer, sanitize } = options;
  const state = await SyncState.open(root, { platform: client.endpoint, project });
  const remotes = await remoteScenarios(options, state);
  const known = new Set([...remotes.keys(), ...state.names()]);
  const locals = new Map<string, SurveyedFile>();
  for (const local of await readLocalScenarios(root, globs)) {
    const outgoing = await outgoingScenario(local, sanitize ? sanitizer : null);
    // What was pulled keeps the name that it has there, whatever the rules here make of it.
    const name = known.has(local.name) ? local.name : outgoing.name;
    const other = locals.get(name);
    if (other !== undefined) throw sameName(name, other.file, local.file);
    locals.set(name, { ...local, outgoing });
  }
  const names = [...new Set([...known, ...locals.keys()])].sort();
  const items: SyncItem[] = [];
  for (const name of chosen(names, options.names)) {
    items.push(
      await look(options, {
        name,
        local: locals.get(name) ?? null,
        remote: remotes.get(name) ?? null,
        base: state.get(name),
      }),
    );
  }
  return { items, state };
}

async function look(
  options: SurveyOptions,
  sides: Pick<SyncItem, 'name' | 'local' | 'remote' | 'base'>,
): Promise<SyncItem> {
  const { name, local, remote, base } = sides;
  const here = local === null ? null : { raw: local.raw, clean: local.outgoing.clean };
  const standing = decide(base, here, remote);
  const ancestor = here !== null && base !== null && isUnchanged(base, here) ? base.digest : null;
  if (standing !== 'conflict') return { ...sides, standing, conflict: null, ancestor };
  const version =
    here === null || remote === null ? null : await versionOf(options, name, here, base);
  return version === null
    ? { ...sides, standing, conflict: conflictKind(sides), ancestor }
    : { ...sides, standing: 'changed_on_platform', conflict: null, ancestor: version };
}

function conflictKind({ local, remote, base }: Pick<SyncItem, 'local' | 'remote' | 'base'>) {
  if (local === null) return 'deleted_here';
  if (remote === null) return 'deleted_on_platform';
  return base === null ? 'both_new' : 'both_changed';
}

/**
 * The version on the platform that the file is, if it is a later one than is noted: a fresh checkout
 * has no note, and an upload that was cut off did not get to write it.
 *
 * @returns its digest, or `null`
 */
async function versionOf(
  { client, project, signal }: SurveyOptions,
  name: string,
  local: LocalSide,
  base: BaseSide | null,
): Promise<string | null> {
  const call = signal === undefined ? {} : { signal };
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES_OF_VERSIONS && cursor !== null; page += 1) {
    const { versions, next_cursor } = await client.scenarios.versions(
      project,
      name,
      { limit: PAGE, ...(cursor && { cursor }) },
      call,
    );
    for (const { version, digest } of versions) {
      if (base !== null && version <= base.version) return null;
      if (isEither(local, digest)) return digest;
    }
    cursor = next_cursor;
  }
  return null;
}

/** The latest versions on the platform, by name. */
async function remoteScenarios(
  { client, project, signal, blind = false }: SurveyOptions,
  state: SyncState,
): Promise<Map<string, RemoteSide>> {
  const call = signal === undefined ? {} : { signal };
  const found = new Map<string, RemoteSide>();
  const add = ({ name, version, digest }: ScenarioSummary) => found.set(name, { version, digest });
  let cursor: string | null | undefined;
  try {
    while (cursor !== null) {
      const query = { limit: PAGE, ...(cursor && { cursor }) };
      const page = await client.scenarios.list(project, query, call);
      page.scenarios.forEach(add);
      cursor = page.next_cursor;
    }
  } catch (error) {
    if (!blind || !(error instanceof PermissionError) || error.code !== 'scope_insufficient') {
      throw error;
    }
    // A key that may only write is enough to upload: the platform refuses what is not so any more.
    for (const name of state.names()) {
      const base = state.get(name);
      if (base !== null) found.set(name, base);
    }
  }
  return found;
}

function chosen(names: readonly string[], wanted: readonly string[] | undefined): string[] {
  if (wanted === undefined || wanted.length === 0) return [...names];
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const close = nearest(name, names);
    throw new NotFoundError(
      'scenario_not_found',
      `There is no scenario "${name}", neither here nor on the platform.`,
      {
        hint:
          close === undefined
            ? 'See what there is: fluxloop sync status'
            : `Did you mean "${close}"?`,
      },
    );
  }
  return names.filter((name) => wanted.includes(name));
}

function sameName(name: string, first: string, second: string): ConfigurationError {
  return new ConfigurationError(
    'scenario_duplicate',
    `${first} and ${second} are both "${name}" once their names are sanitized.`,
    { location: { file: second }, hint: 'Give one of them another name.' },
  );
}
