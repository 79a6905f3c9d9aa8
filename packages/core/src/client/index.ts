export {
  type CallOptions,
  type ClientOptions,
  DEFAULT_RETRIES,
  DEFAULT_TIMEOUT_MS,
  DEFAULT_UPLOAD_TIMEOUT_MS,
  type RenewableCredential,
  type RetryNotice,
} from './client-options.js';
export { createClient, type FluxLoopClient } from './create-client.js';
export type {
  NdjsonChunk,
  RequestFunction,
  RouteInput,
  RouteOutput,
  WithSecrets,
} from './request-types.js';
export type { NewApiKey, Resources, RotatedApiKey } from './resources.js';
export type { ScenarioResources } from './scenario-resources.js';
export { type CookieJar, sessionCookies } from './session-cookies.js';
