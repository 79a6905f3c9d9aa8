import type { Standing } from './decide.js';
import type { SurveyOptions } from './survey.js';

/** Which way scenarios go. */
export type SyncDirection = 'both' | 'pull' | 'push';

/** Which version of a conflict stays: the file's, the platform's, or that of a merge file. */
export type Keep = 'local' | 'remote' | 'merged';

/** What a sync is about to do, before it does any of it. Files are relative to the project's folder. */
export interface SyncPlan {
  /** Files that come. */
  create: readonly string[];
  /** Files whose content is replaced. */
  replace: readonly string[];
  /** Files that go. */
  remove: readonly string[];
  /** Scenarios of which a version is uploaded. */
  upload: readonly string[];
  /** Scenarios that are deleted on the platform, with all of their versions. */
  removeThere: readonly string[];
}

/** What has just been done. */
export type SyncEvent =
  | { type: 'scenario-pulled'; name: string; file: string; version: number }
  | { type: 'scenario-pushed'; name: string; version: number }
  | { type: 'scenario-removed'; name: string; file: string }
  | { type: 'scenario-removed-there'; name: string }
  /** A scenario that is uploaded refers to files that stay on this machine. */
  | { type: 'files-stay'; name: string; files: readonly string[] };

/** What `syncScenarios` takes. */
export interface SyncScenariosOptions extends Omit<SurveyOptions, 'blind'> {
  direction: SyncDirection;
  /** Settles conflicts. Default: they stop the sync. */
  keep?: Keep | undefined;
  /** Writes a file with both versions of each conflict. Default: false. */
  mergeFile?: boolean;
  /** Lets scenarios from the platform bring scripts. Default: false. */
  allowCode?: boolean;
  /** Deletes on the platform what was deleted here. Default: false. */
  deleteThere?: boolean;
  /** Asked before anything changes; a rejection stops the sync. */
  confirm?: (plan: SyncPlan) => Promise<void>;
  onEvent?: (event: SyncEvent) => void;
}

/** What `syncScenarios` did. */
export interface SyncOutcome {
  pulled: { name: string; file: string; version: number }[];
  pushed: { name: string; version: number }[];
  /** Deleted here, because they are no longer on the platform. */
  removed: { name: string; file: string }[];
  /** Deleted on the platform. */
  removed_there: { name: string }[];
  /** Scenarios that differ and were left so: the other direction, or a deletion, would settle them. */
  left: { name: string; standing: Standing }[];
  /** How many were the same. */
  in_sync: number;
}
