import { armKill } from '../storage/kill-at-step.test-support.js';
import { credentialsFile, FLAT_SHAPE_PROFILE } from './index.js';

/**
 * A process of its own that works on a credentials file. Arguments: the folder, what to do, how
 * often, a name. `add` adds a profile at a time; `replace` writes a large document over and over;
 * `read` only reads. Prints a line for each time.
 */
const [folder = '', task = '', count = '', name = FLAT_SHAPE_PROFILE] = process.argv.slice(2);
await armKill();
// Permissions mean nothing to root.
if (process.env.RUN_AS_UID !== undefined) process.setuid?.(Number(process.env.RUN_AS_UID));
// A file that outgrows `ulimit -f` then fails to be written, as on a full disk, instead of ending us.
process.on('SIGXFSZ', () => {});

try {
  for (let index = 0; index < Number(count); index += 1) {
    if (task === 'read') await credentialsFile(folder).read();
    else
      await credentialsFile(folder).update((document) => {
        const profile =
          task === 'replace'
            ? { filler: name.repeat(40_000), step: index }
            : { user_email: `${name}-${index}@example.com` };
        document.profiles[task === 'replace' ? 'large' : `${name}-${index}`] = profile;
        return document;
      });
    process.stdout.write(`${index}\n`);
  }
} catch (error) {
  process.stdout.write(`${JSON.stringify(error)}\n`);
  process.exitCode = 2;
}
