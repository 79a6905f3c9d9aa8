import { GRANT_TYPES } from '@fluxloop/core/contract';
import { SCOPES } from './scope.js';

/** Where each endpoint is, below the issuer. */
export const PATHS = {
  /** RFC 8414, section 3. */
  metadata: '/.well-known/oauth-authorization-server',
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  deviceAuthorization: '/oauth/device_authorization',
  revoke: '/oauth/revoke',
} as const;

/**
 * The authorization server's metadata (RFC 8414, section 2), with the device endpoint of RFC 8628,
 * section 4, and the promise of RFC 9207, section 3, to name the issuer in authorization answers.
 *
 * @param issuer - the platform's public address, without a slash at the end
 */
export function describeServer(issuer: string) {
  return {
    issuer,
    authorization_endpoint: issuer + PATHS.authorize,
    token_endpoint: issuer + PATHS.token,
    device_authorization_endpoint: issuer + PATHS.deviceAuthorization,
    revocation_endpoint: issuer + PATHS.revoke,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: Object.values(GRANT_TYPES),
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  };
}
