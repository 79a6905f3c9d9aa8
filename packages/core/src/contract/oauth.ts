import * as z from 'zod';
import { timestamp } from './identifiers.js';
import { scope } from './identity.js';

/** The one client that the platform knows: the command line, a public client (RFC 6749, 2.1). */
export const CLI_CLIENT = { id: 'fluxloop-cli', name: 'FluxLoop command line' } as const;

/** The grants of the token endpoint. */
export const GRANT_TYPES = {
  /** RFC 6749, section 4.1, with PKCE (RFC 7636). */
  authorizationCode: 'authorization_code',
  /** RFC 6749, section 6. */
  refreshToken: 'refresh_token',
  /** RFC 8628, section 3.4. */
  deviceCode: 'urn:ietf:params:oauth:grant-type:device_code',
  /** RFC 8693, section 2.1. */
  tokenExchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
} as const;

/** The kinds of token that a token exchange names (RFC 8693, section 3). */
export const TOKEN_TYPES = {
  accessToken: 'urn:ietf:params:oauth:token-type:access_token',
  idToken: 'urn:ietf:params:oauth:token-type:id_token',
  jwt: 'urn:ietf:params:oauth:token-type:jwt',
} as const;

/** What a person is told of a program that asks for access before they decide. */
const asking = z.object({
  client: z.object({ id: z.string(), name: z.string() }),
  scope,
  /** The address that the request came from, and whether the person's own request came from there too. */
  address: z.string(),
  same_address: z.boolean(),
  /** What the asking program says it is; it may say anything. */
  user_agent: z.string(),
  created_at: timestamp,
  expires_at: timestamp,
});

/** A request of the authorization code flow, as the consent page shows it. */
export const authorizationRequest = asking
  .extend({
    id: z.uuid(),
    /** Where the browser goes afterwards: `127.0.0.1:49152`. */
    redirect_host: z.string(),
    /** A request that failed its checks asks for no decision: the browser goes there at once. */
    failure: z
      .object({ error: z.string(), error_description: z.string(), redirect_to: z.string() })
      .nullable(),
  })
  .meta({ id: 'AuthorizationRequest' });
export type AuthorizationRequest = z.infer<typeof authorizationRequest>;

export const authorizationRequestParams = z.object({ id: z.uuid() });

const decision = z.enum(['approve', 'deny']);

export const decideAuthorizationRequest = z
  .object({ decision })
  .meta({ id: 'DecideAuthorizationRequest' });

/** Where the browser takes the answer: the client's redirect URI with its parameters. */
export const authorizationDecision = z
  .object({ redirect_to: z.string() })
  .meta({ id: 'AuthorizationDecision' });

/** The code that a device shows, as a person types it: small letters, spaces and no hyphen are fine. */
const userCode = z.string().min(1).max(40);

export const lookUpDeviceRequest = z
  .object({ user_code: userCode })
  .meta({ id: 'LookUpDeviceRequest' });

/** A device that waits for a decision. */
export const deviceAuthorization = asking
  .extend({
    /** As it is shown: `BCDF-GHJK`. */
    user_code: z.string(),
  })
  .meta({ id: 'DeviceAuthorization' });
export type DeviceAuthorization = z.infer<typeof deviceAuthorization>;

export const decideDeviceRequest = z
  .object({ user_code: userCode, decision })
  .meta({ id: 'DecideDeviceRequest' });

export const deviceDecision = z.object({ decision }).meta({ id: 'DeviceDecision' });
