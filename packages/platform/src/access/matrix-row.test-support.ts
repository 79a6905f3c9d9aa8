import type { Route } from '@fluxloop/core/contract';
import type { CallInput, TestPlatform } from '../platform.test-support.js';
import type { Cast } from './principals.test-support.js';
import type { Verdict, Verdicts } from './verdicts.test-support.js';

/** What a row makes its request from. */
export interface Stage {
  platform: TestPlatform;
  cast: Cast;
}

/** A route's row of the matrix. */
export interface Row {
  /** Who may, as the contract and the OpenAPI document must say it too. */
  access: Route['access'];
  verdicts: Verdicts;
  /** A request that nothing but the access can refuse; made anew for each principal. */
  request?: (stage: Stage) => CallInput | Promise<CallInput>;
  /** What `passes` comes to; the route's own success unless the row says otherwise. */
  passes?: Verdict;
  /** What the route ends: the session that it is called with, or the others of its person. */
  ends?: 'session' | 'other sessions';
}

/** An id that nothing has. */
export const NOTHING = '00000000-0000-4000-8000-000000000000';

let made = 0;
/** A name that nothing has yet. */
export function newName(): string {
  made += 1;
  return `fresh-${made}`;
}
