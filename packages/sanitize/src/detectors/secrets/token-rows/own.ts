import { row, type TokenRow } from './token-row.js';

const page = 'fluxloop.ai/docs/authentication';

/** Our own credentials; their checksum spans the prefix too and is looked at apart. */
export const own: readonly TokenRow[] = [
  row('fluxloop-user-key', 'flx_api_', 'a20-', page),
  row('fluxloop-service-account-key', 'flx_sa_', 'a20-', page),
  row('fluxloop-environment-key', 'flx_dev_ flx_staging_ flx_prod_', 'a20-', page),
  row('fluxloop-access-token', 'flx_at_', 'a20-', page),
  row('fluxloop-refresh-token', 'flx_refresh_', 'a20-', page),
];
