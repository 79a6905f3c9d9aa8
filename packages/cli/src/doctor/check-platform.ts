import type { FluxLoopClient } from '@fluxloop/core/client';
import type { Secret } from '@fluxloop/core/secret';
import { type Check, failed } from './check.js';

/** What {@link checkPlatform} works with. */
export interface CheckPlatformOptions {
  endpoint: string;
  /** `null` where there is none, or none may go there. */
  credential: Secret | null;
  connect: (credential: Secret | null) => Promise<FluxLoopClient>;
  env: NodeJS.ProcessEnv;
}

/** Checks that the endpoint answers as a FluxLoop platform does, and accepts the credential. */
export async function checkPlatform(options: CheckPlatformOptions): Promise<Check[]> {
  const { endpoint, credential, env } = options;
  try {
    const client = await options.connect(null);
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
  if (credential === null) return [reachable];
  try {
    const client = await options.connect(credential);
    const { user, api_key } = await client.principal.get();
    const who = [user?.email, api_key && `key "${api_key.name}" (${api_key.scope})`];
    return [
      reachable,
      { name: 'access', status: 'ok', message: who.filter(Boolean).join(', ') || 'accepted' },
    ];
  } catch (error) {
    return [reachable, failed('access', error, env)];
  }
}
