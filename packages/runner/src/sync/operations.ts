import type { SurveyedFile } from './survey.js';
import type { SyncedScenario } from './sync-state.js';

/** A text on its way into a file. */
export interface WriteOperation {
  type: 'write';
  name: string;
  file: string;
  /** With line feeds. */
  text: string;
  /** What stands there now; `null` where there is nothing. */
  present: SurveyedFile | null;
  /** Whether the present text is kept aside: the platform does not have it. */
  keepPresent: boolean;
  /** What is noted afterwards. */
  note: SyncedScenario;
  /** The merge file that is done with. */
  merged: { file: string; bytes: Uint8Array } | null;
}

/** A version on its way to the platform. */
export interface PushOperation {
  type: 'push';
  name: string;
  text: string;
  /** Digest of the version that it follows; `null` for none. */
  base: string | null;
  file: string;
  /** Digest of the file's own text. */
  raw: string;
}

/** One step of a sync. */
export type SyncOperation =
  | WriteOperation
  | PushOperation
  | { type: 'remove'; name: string; present: SurveyedFile }
  /** `base`: digest of the version that is meant. */
  | { type: 'remove-there'; name: string; base: string }
  | { type: 'note'; name: string; note: SyncedScenario }
  | { type: 'forget'; name: string };
