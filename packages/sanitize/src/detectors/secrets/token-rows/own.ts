/** Our own credentials; their checksum spans the prefix too and is looked at apart. */
export const own = `
fluxloop-user-key; flx_api_; a20-; fluxloop.ai/docs/authentication
fluxloop-service-account-key; flx_sa_; a20-; fluxloop.ai/docs/authentication
fluxloop-environment-key; flx_dev_ flx_staging_ flx_prod_; a20-; fluxloop.ai/docs/authentication
fluxloop-access-token; flx_at_; a20-; fluxloop.ai/docs/authentication
fluxloop-refresh-token; flx_refresh_; a20-; fluxloop.ai/docs/authentication
`;
