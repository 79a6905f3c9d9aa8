import { DEFAULT_ENDPOINT } from '@fluxloop/core/credentials';

/** FluxLoop's own platform answers the API on one host and shows its pages on another. */
const OWN_PAGES = 'https://app.fluxloop.ai';

/** Where a person makes and revokes API keys on the platform at `endpoint`. */
export function apiKeysPage(endpoint: string): string {
  return `${endpoint === DEFAULT_ENDPOINT ? OWN_PAGES : endpoint}/settings/api-keys`;
}
