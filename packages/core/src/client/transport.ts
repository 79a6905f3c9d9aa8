import type { ClientOptions } from './client-options.js';
import type { RequestFunction } from './request-types.js';

/** Sends requests to one platform. */
export type Transport = RequestFunction;

export function createTransport(_options: ClientOptions, _endpoint: URL): Transport {
  throw new Error('being written');
}
