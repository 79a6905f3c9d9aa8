import { scenarioNameProblem, scenarioText } from '@fluxloop/core/contract';
import { ConfigurationError, NotFoundError, UsageError } from '@fluxloop/core/errors';
import { checkPulled, checkScenario } from './check-scenario.js';
import type { RemoteSide, Standing } from './decide.js';
import { nameOfText } from './local-scenarios.js';
import { readMergeFile, writeMergeFile } from './merge-file.js';
import { keepUnsanitized, mergeTexts } from './merge-texts.js';
import type { PushOperation, SyncOperation, WriteOperation } from './operations.js';
import { outgoingScenario } from './outgoing-scenario.js';
import { placeOfNew } from './scenario-place.js';
import { digestOf } from './scenario-text.js';
import type { SurveyedFile, SyncItem } from './survey.js';
import type { ConflictKind, SyncConflict } from './sync-error.js';
import type { SyncScenariosOptions } from './sync-options.js';

/** What is to be done, and what cannot be done without a person. */
export interface Preparation {
  operations: SyncOperation[];
  conflicts: SyncConflict[];
  left: { name: string; standing: Standing }[];
  inSync: number;
}

/**
 * Works out every step of a sync, and fetches and checks every text, before anything is changed.
 * Only merge files are written, where they are asked for.
 *
 * @throws ConfigurationError for what may not be written or sent
 */
export class Preparer {
  readonly #options: SyncScenariosOptions;
  readonly #done: Preparation = { operations: [], conflicts: [], left: [], inSync: 0 };
  /** Files that new scenarios of this sync go to. */
  readonly #taken: string[] = [];

  constructor(options: SyncScenariosOptions) {
    this.#options = options;
  }

  async prepare(items: readonly SyncItem[]): Promise<Preparation> {
    for (const item of items) await this.#prepare(item);
    return this.#done;
  }

  async #prepare(item: SyncItem): Promise<void> {
    const { name, standing, local, remote, base } = item;
    const { direction, deleteThere = false } = this.#options;
    const { operations, left } = this.#done;
    switch (standing) {
      case 'gone':
        operations.push({ type: 'forget', name });
        return;
      case 'in_sync':
        this.#done.inSync += 1;
        if (local !== null && remote !== null) operations.push(noteOf(item, local, remote));
        return;
      case 'new_here':
      case 'changed_here':
        if (direction === 'pull' || local === null) left.push({ name, standing });
        else operations.push(await this.#push(item, local));
        return;
      case 'new_on_platform':
      case 'changed_on_platform':
        if (direction === 'push' || remote === null) left.push({ name, standing });
        else await this.#pull(item, remote);
        return;
      case 'deleted_on_platform':
        if (direction === 'push' || local === null) left.push({ name, standing });
        else operations.push({ type: 'remove', name, present: local });
        return;
      case 'deleted_here':
        if (direction === 'pull' || !deleteThere || base === null) left.push({ name, standing });
        else operations.push({ type: 'remove-there', name, base: base.digest });
        return;
      case 'conflict':
        await this.#settle(item, item.conflict ?? 'both_changed');
    }
  }

  /** The version of the platform into the file; what was sanitized in the file stays in it. */
  async #pull(item: SyncItem, remote: RemoteSide): Promise<void> {
    const { name, local, ancestor } = item;
    const text = await this.#textOf(name, remote);
    if (local === null || local.raw === ancestor) {
      this.#done.operations.push(await this.#write(item, text, remote));
      return;
    }
    const merged = await this.#intoFile(item, local, text);
    if (merged === null) await this.#settle(item, 'sanitized_lines');
    else this.#done.operations.push(await this.#write(item, merged, remote));
  }

  /** The platform's text with what the file holds beyond it; `null` where the two do not fit. */
  async #intoFile(item: SyncItem, local: SurveyedFile, text: string): Promise<string | null> {
    const { clean, text: sent } = local.outgoing;
    const base = clean === item.ancestor ? sent : await this.#baseText(item);
    const kept =
      base === null ? null : keepUnsanitized({ sent: base, file: local.text, changed: text });
    if (kept !== null && (await isScenario(kept, local.file))) return kept;
    const merged = mergeTexts(
      { base, ours: local.text, theirs: text },
      { ours: 'here', theirs: 'platform' },
    );
    return merged.conflicts === 0 && (await isScenario(merged.text, local.file))
      ? merged.text
      : null;
  }

  async #settle(item: SyncItem, kind: ConflictKind): Promise<void> {
    const { keep, mergeFile = false } = this.#options;
    if (mergeFile) await this.#askByFile(item, kind);
    else if (keep === 'local') await this.#keepLocal(item);
    else if (keep === 'remote') await this.#keepRemote(item);
    else if (keep === 'merged') await this.#keepMerged(item, kind);
    else this.#conflict(item, kind, null);
  }

  async #keepLocal(item: SyncItem): Promise<void> {
    const { name, local, remote, base } = item;
    const { operations } = this.#done;
    if (this.#options.direction === 'pull') {
      const file = local?.file ?? base?.file;
      if (remote === null || file === undefined) operations.push({ type: 'forget', name });
      // From now on only the file differs.
      else operations.push({ type: 'note', name, note: { ...remote, file, local: remote.digest } });
    } else if (local !== null) {
      operations.push(await this.#push(item, local));
    } else if (remote !== null) {
      operations.push({ type: 'remove-there', name, base: remote.digest });
    }
  }

  async #keepRemote(item: SyncItem): Promise<void> {
    const { name, local, remote } = item;
    if (this.#options.direction === 'push') {
      throw new UsageError('keep_remote_uploads', 'An upload changes no file on this machine.', {
        hint: `Take the platform's version: fluxloop sync pull --keep remote`,
      });
    }
    if (remote !== null) {
      const text = await this.#textOf(name, remote);
      this.#done.operations.push(await this.#write(item, text, remote));
    } else if (local !== null) {
      this.#done.operations.push({ type: 'remove', name, present: local });
    }
  }

  async #askByFile(item: SyncItem, kind: ConflictKind): Promise<void> {
    const { name, local, remote } = item;
    if (local === null || remote === null) {
      this.#conflict(item, kind, null);
      return;
    }
    const { file, crlf, text: ours } = local;
    const [base, theirs] = [await this.#baseText(item), await this.#textOf(name, remote)];
    const merge = { name, file, crlf, base, ours, theirs, version: remote };
    this.#conflict(item, kind, await writeMergeFile(this.#options.root, merge));
  }

  async #keepMerged(item: SyncItem, kind: ConflictKind): Promise<void> {
    const { local, remote } = item;
    const { root, direction } = this.#options;
    const merged = local === null ? null : await readMergeFile(root, local.file);
    if (local === null || merged === null) {
      this.#conflict(item, kind, null);
      return;
    }
    const { version, digest, text } = merged;
    const write = await this.#write(item, text, { version, digest });
    // What was merged with is what the file follows now; the file has more than that.
    const note = { version, digest, file: local.file, local: digest };
    this.#done.operations.push({ ...write, keepPresent: true, note, merged });
    if (remote === null || remote.digest !== digest) {
      // Somebody was faster: a conflict again, now with the version that was merged in common.
      this.#conflict(item, remote === null ? 'deleted_on_platform' : 'both_changed', null);
    } else if (direction !== 'pull') {
      const outgoing = await outgoingScenario({ ...local, text }, this.#sanitizer());
      const file = { ...local, text, raw: digestOf(text), outgoing };
      if (file.raw !== digest && outgoing.clean !== digest) {
        this.#done.operations.push(await this.#push(item, file));
      }
    }
  }

  /** @throws ConfigurationError when it may not be written */
  async #write(item: SyncItem, text: string, remote: RemoteSide): Promise<WriteOperation> {
    const { name, local } = item;
    const { root, globs, allowCode = false } = this.#options;
    const file = local?.file ?? (await placeOfNew(name, { root, globs, taken: this.#taken }));
    await checkPulled({ name, file, text, present: local?.text ?? null }, { root, allowCode });
    await this.#checkName(name, file, text);
    if (local === null) this.#taken.push(file);
    const { version, digest } = remote;
    return {
      type: 'write',
      name,
      file,
      text,
      present: local,
      keepPresent: local !== null && local.raw !== item.base?.digest,
      note: { version, digest, file, local: digestOf(text) },
      merged: null,
    };
  }

  /** A text that calls itself otherwise would be another scenario as soon as it is written. */
  async #checkName(name: string, file: string, text: string): Promise<void> {
    const own = await nameOfText(text, file);
    if (own === name) return;
    if ((await outgoingScenario({ text, file, name: own }, this.#sanitizer())).name === name)
      return;
    throw new ConfigurationError(
      'scenario_refused',
      `The scenario "${name}" of the platform is not written: its text calls itself "${own}".`,
      { location: { file }, hint: 'Correct "name:" in the text on the platform.' },
    );
  }

  /** @throws ConfigurationError when it may not be sent */
  async #push({ name, remote }: SyncItem, local: SurveyedFile): Promise<PushOperation> {
    const { outgoing, file, raw } = local;
    const problem = scenarioNameProblem(name);
    if (problem !== null) {
      throw new ConfigurationError(
        'scenario_name_unusable',
        `"${name}" cannot be a scenario's name on the platform: ${problem}.`,
        { location: { file }, hint: 'Give it another name: "name:" in its file.' },
      );
    }
    const checked = scenarioText.safeParse(outgoing.text);
    if (!checked.success) {
      throw new ConfigurationError(
        'scenario_text_unusable',
        `${file} cannot be uploaded: it has ${checked.error.issues[0]?.message}.`,
        { location: { file } },
      );
    }
    const files = await checkScenario(outgoing.text, file);
    if (files.length > 0) this.#options.onEvent?.({ type: 'files-stay', name, files });
    return { type: 'push', name, text: outgoing.text, base: remote?.digest ?? null, file, raw };
  }

  /** The text of exactly the version that was listed. */
  async #textOf(name: string, { version, digest }: RemoteSide): Promise<string> {
    const { client, project, signal } = this.#options;
    const call = signal === undefined ? {} : { signal };
    const { text } = await client.scenarios.version(project, name, version, call);
    if (digestOf(text) === digest) return text;
    throw new ConfigurationError(
      'scenario_changed_meanwhile',
      `The scenario "${name}" was made anew on the platform while it was synced.`,
      { hint: 'Sync again.' },
    );
  }

  /** What both sides had; `null` where it is not known any more. */
  async #baseText({ name, local, base }: SyncItem): Promise<string | null> {
    if (local === null || base === null) return null;
    if (local.outgoing.clean === base.digest) return local.outgoing.text;
    if (local.raw === base.digest) return local.text;
    try {
      return await this.#textOf(name, base);
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof ConfigurationError) return null;
      throw error;
    }
  }

  #sanitizer() {
    return this.#options.sanitize ? this.#options.sanitizer : null;
  }

  #conflict({ name, local, remote }: SyncItem, kind: ConflictKind, mergeFile: string | null): void {
    this.#done.conflicts.push({
      name,
      kind,
      file: local?.file ?? null,
      version: remote?.version ?? null,
      mergeFile,
    });
  }
}

function noteOf(
  { name }: SyncItem,
  { file, raw }: SurveyedFile,
  { version, digest }: RemoteSide,
): SyncOperation {
  return { type: 'note', name, note: { version, digest, file, local: raw } };
}

/** Lines that fit together need not be a scenario together. */
async function isScenario(text: string, file: string): Promise<boolean> {
  try {
    await checkScenario(text, file);
    return true;
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
  }
}
