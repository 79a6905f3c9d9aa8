import { profileStore } from '../credentials/index.js';
import { beginDeviceSignIn, finishDeviceSignIn } from './index.js';

/** A process of its own that signs in by a code at the platform of its first argument; the second is its folder. */
const [endpoint = '', home = ''] = process.argv.slice(2);
try {
  const http = { retries: 0, timeoutMs: 5_000 };
  const pending = await beginDeviceSignIn(endpoint, 'read', { http });
  const signedIn = await finishDeviceSignIn(
    {
      chosen: { endpoint, endpointSource: 'flag', endpointTrusted: true, profile: null },
      store: profileStore(home),
      http,
    },
    pending,
    { wait: false, http },
  );
  process.stdout.write(JSON.stringify({ user: signedIn?.principal.user?.email }));
} catch (error) {
  process.stdout.write(JSON.stringify(error));
  process.exitCode = 4;
}
