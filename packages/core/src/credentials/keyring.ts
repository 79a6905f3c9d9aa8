import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../errors/index.js';
import type { SecretStore } from './secret-store.js';

/** What the keyring lists our entries under. */
const SERVICE = 'fluxloop';
/** A keyring that is locked with nobody to unlock it never answers. */
const TIME_LIMIT_MS = 3_000;

/**
 * The child's program. A call into a keyring that hangs cannot be ended from within its own
 * process, not even by `process.exit`; a child can be killed. Secrets go through its pipes, never
 * through its arguments.
 */
const PROGRAM = `
import { text } from 'node:stream/consumers';
const { module, service, account, action, secret } = JSON.parse(await text(process.stdin));
let answer;
try {
  const { Entry } = await import(module);
  // The kernel's own keyring, which the library would fall back to, forgets at every restart.
  const entry = new Entry(service, account, { linux: { store: 'secret-service' } });
  if (action === 'set') entry.setPassword(secret);
  if (action === 'delete') entry.deletePassword();
  answer = { secret: action === 'get' ? entry.getPassword() : null };
} catch (error) {
  answer = { problem: String(error?.message ?? error) };
}
process.stdout.write(JSON.stringify(answer));
`;

/** What {@link keyring} can be told. */
export interface KeyringOptions {
  /** The keyring's library: the file of a module with its `Entry`. Default: @napi-rs/keyring. */
  module?: string;
  /** The longest that one call may take, in milliseconds. Default: three seconds. */
  timeLimitMs?: number;
}

/**
 * The keyring of the operating system: Keychain, Credential Manager, Secret Service. Its library
 * is optional and loaded by the first call.
 *
 * @returns a store whose methods throw ConfigurationError `keyring_unavailable` where none
 *   answers in time: in CI, over SSH, in a container, or when it is locked
 */
export function keyring(options: KeyringOptions = {}): SecretStore {
  const ask = async (
    account: string,
    action: 'get' | 'set' | 'delete',
    secret?: string,
  ): Promise<string | null> => {
    const module = options.module ?? libraryFile();
    const message = { module: pathToFileURL(module).href, service: SERVICE, account, action };
    const answer = await runChild(
      JSON.stringify({ ...message, secret }),
      options.timeLimitMs ?? TIME_LIMIT_MS,
    );
    if (answer.problem !== undefined) throw unavailable(answer.problem);
    return answer.secret ?? null;
  };
  return {
    get: (account) => ask(account, 'get'),
    set: async (account, secret) => {
      await ask(account, 'set', secret);
    },
    delete: async (account) => {
      await ask(account, 'delete');
    },
  };
}

interface ChildAnswer {
  secret?: string | null;
  problem?: string;
}

async function runChild(message: string, timeLimitMs: number): Promise<ChildAnswer> {
  // Most commands never need them.
  const { spawn } = await import('node:child_process');
  const { text } = await import('node:stream/consumers');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
  });
  // A child that is killed while it is written to is told by its signal.
  child.stdin.on('error', () => {});
  child.stdin.end(message);
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (child.signalCode !== null) {
    return { problem: `it did not answer within ${timeLimitMs / 1_000} seconds` };
  }
  try {
    return JSON.parse(output);
  } catch {
    return { problem: 'its library could not be run' };
  }
}

function libraryFile(): string {
  try {
    return createRequire(import.meta.url).resolve('@napi-rs/keyring');
  } catch {
    throw unavailable('its library @napi-rs/keyring is not installed');
  }
}

function unavailable(reason: string): ConfigurationError {
  return new ConfigurationError(
    'keyring_unavailable',
    `The keyring of this system cannot be used: ${reason.replace(/\s+/g, ' ').slice(0, 300)}.`,
    {
      hint: 'There is none in CI, over SSH and in containers. Keep the credential in a file of yours instead, or pass a key:\nfluxloop config set credential_store file && fluxloop auth login\nexport FLUXLOOP_API_KEY=…',
    },
  );
}
