import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import { shellWord } from '@fluxloop/core/notation';
import { hasMarkers, mergeTexts } from './merge-texts.js';
import { readProjectFile, writeProjectFile } from './project-files.js';
import { readScenarioText, withLineEnds } from './scenario-text.js';

/** The version on the platform that a merge was made with. */
interface MergedVersion {
  version: number;
  digest: string;
}

/** A merge that a person has finished. */
export interface FinishedMerge extends MergedVersion {
  /** The merge file, relative to the root. */
  file: string;
  bytes: Uint8Array;
  text: string;
}

const HEADER = /^(?:#[^\n]*\n)*?# fluxloop-merge: (\d{1,9}) ([0-9a-f]{64})\n/;

/** Where both versions of a scenario are put side by side: beside its file. No test takes it for a scenario. */
function mergeFileOf(file: string): string {
  return `${file.replace(/\.ya?ml$/, '')}.merge.yaml`;
}

/**
 * Writes a file with both versions of a scenario, merged where they agree.
 *
 * @returns its path, relative to the root
 * @throws UsageError `merge_file_exists`: somebody's work may be in it
 */
export async function writeMergeFile(
  root: string,
  merge: {
    name: string;
    file: string;
    crlf: boolean;
    base: string | null;
    ours: string;
    theirs: string;
    version: MergedVersion;
  },
): Promise<string> {
  const file = mergeFileOf(merge.file);
  if ((await readProjectFile(root, file)) !== null) {
    throw new UsageError('merge_file_exists', `${file} is there already.`, {
      hint: `Finish it: fluxloop sync --keep merged --scenario ${shellWord(merge.name)}\nOr delete it and begin again.`,
    });
  }
  const { text, conflicts } = mergeTexts(merge, {
    ours: `here (${merge.file})`,
    theirs: `platform (version ${merge.version.version})`,
  });
  const todo =
    conflicts === 0
      ? '# Both versions fit together. Read the outcome, then type:'
      : '# Decide what stays between each <<<<<<< and >>>>>>>, remove the markers, then type:';
  const header = [
    todo,
    `#   fluxloop sync --keep merged --scenario ${shellWord(merge.name)}`,
    `# fluxloop-merge: ${merge.version.version} ${merge.version.digest}`,
    '',
  ].join('\n');
  await writeProjectFile(root, file, withLineEnds(header + text, merge.crlf), null);
  return file;
}

/**
 * Reads a merge file that was edited.
 *
 * @param file - the scenario's file
 * @returns `null` where there is no merge file
 * @throws UsageError `merge_unfinished` while markers stand in it
 * @throws ConfigurationError `merge_file_unknown` without the line that says what was merged
 */
export async function readMergeFile(root: string, file: string): Promise<FinishedMerge | null> {
  const path = mergeFileOf(file);
  const bytes = await readProjectFile(root, path);
  if (bytes === null) return null;
  const { text } = readScenarioText(bytes, path);
  const header = HEADER.exec(text);
  if (header === null) {
    throw new ConfigurationError(
      'merge_file_unknown',
      `${path} does not begin with the lines that say which version was merged.`,
      {
        location: { file: path },
        hint: 'Delete it, and write it anew: fluxloop sync --merge-file',
      },
    );
  }
  const merged = text.slice(header[0].length);
  if (hasMarkers(merged)) {
    throw new UsageError('merge_unfinished', `Markers still stand in ${path}.`, {
      hint: 'Decide what stays between <<<<<<< and >>>>>>>, and remove the markers.',
    });
  }
  const [, version = '', digest = ''] = header;
  return { file: path, bytes, text: merged, version: Number(version), digest };
}
