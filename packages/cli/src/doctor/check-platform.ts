import type { FluxLoopClient } from '@fluxloop/core/client';
import { type Check, failed } from './check.js';

/** What {@link checkPlatform} works with. */
export interface CheckPlatformOptions {
  endpoint: string;
  /** False where there is none, or none may go there. */
  hasCredential: boolean;
  /** Without a credential. */
  connect: () => Promise<FluxLoopClient>;
  /** With the credential, which is renewed when it must be. */
  connectSignedIn: () => Promise<FluxLoopClient>;
  env: NodeJS.ProcessEnv;
}

/** Checks that the endpoint answers as a FluxLoop platform does, and accepts the credential. */
export async function checkPlatform(options: CheckPlatformOptions): Promise<Check[]> {
  const { endpoint, hasCredential, env } = options;
  try {
    const client = await options.connect();
    const { needed } = await client.setup.get();
    if (needed) {
      return [
        {
          name: 'platform',
          status: 'warn',
          message: `${endpoint} waits for its first admin.`,
          fix: 'Open the setup link that the platform printed when it started.',
        },
      ];
    }
  } catch (error) {
    return [failed('platform', error, env)];
  }
  const reachable: Check = { name: 'platform', status: 'ok', message: endpoint };
  if (!hasCredential) return [reachable];
  try {
    const client = await options.connectSignedIn();
    const { user, api_key, scope } = await client.principal.get();
    const who = [user?.email, api_key === null ? scope : `key "${api_key.name}" (${scope})`];
    return [
      reachable,
      { name: 'access', status: 'ok', message: who.filter(Boolean).join(', ') || 'accepted' },
    ];
  } catch (error) {
    return [reachable, failed('access', error, env)];
  }
}
