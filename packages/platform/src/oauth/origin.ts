import { networkOf } from '../throttle/network.js';

/** Where a request came from, as a person is shown it. */
export interface RequestOrigin {
  address: string;
  /** What requests are counted by: see {@link networkOf}. */
  network: string;
  /** What the program says it is. */
  userAgent: string;
}

/** More of it tells a person nothing. */
const LONGEST_USER_AGENT = 300;

/** Describes where a request came from. Control characters are dropped, so that nothing is hidden. */
export function originOf(address: string, userAgent: string | undefined): RequestOrigin {
  return {
    address,
    network: networkOf(address),
    userAgent: (userAgent ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, LONGEST_USER_AGENT),
  };
}
