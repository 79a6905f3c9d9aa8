import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { exited } from '../workspace/child-processes.mjs';
import { cliBin } from '../workspace/paths.mjs';
import { cliEnvironment } from './environment.mjs';
import { ADMIN_EMAIL, PROFILE, PROJECT } from './places.mjs';

/** @typedef {import('../workspace/child-processes.mjs').ChildProcesses} ChildProcesses */
/** @typedef {import('@fluxloop/core').FluxLoopClient} Client */
/** @typedef {import('./places.mjs').QuickstartPlaces} QuickstartPlaces */

const KEY_NAME = 'quickstart';

/**
 * Makes sure that there is an admin, the example's project, and a stored API key for it. Each part
 * is made when it is missing, so an interrupted run is simply continued.
 *
 * @param {ChildProcesses} processes
 * @param {QuickstartPlaces} places
 * @param {{ url: string, setupToken: string | null }} platform
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 * @throws {Error} when the platform refuses, or its first admin was made by somebody else
 */
export async function ensureAccount(processes, places, platform, signal) {
  // Imported here and not above: before the first build there is nothing to import.
  const { createClient } = await import('@fluxloop/core');
  if (await keyStillWorks(createClient, places, platform.url)) return;
  const client = createClient({ endpoint: platform.url, session: true });
  await signIn(client, places, platform, signal);
  await ensureProject(client, signal);
  const key = await replaceKey(client, signal);
  await storeKey(processes, places, platform.url, key.reveal());
}

/**
 * @param {typeof import('@fluxloop/core').createClient} createClient
 * @param {QuickstartPlaces} places
 * @param {string} endpoint
 */
async function keyStillWorks(createClient, places, endpoint) {
  const { requireCredential } = await import('@fluxloop/core');
  try {
    const { credential, credentialOrigin } = await requireCredential({
      flags: { profile: PROFILE, endpoint },
      env: {},
      home: places.home,
      project: null,
    });
    const client = createClient({ endpoint, credential, credentialOrigin });
    const { projects } = await client.principal.get();
    return projects.some(({ slug }) => slug === PROJECT);
  } catch {
    return false;
  }
}

/**
 * @param {Client} client
 * @param {QuickstartPlaces} places
 * @param {{ setupToken: string | null }} platform
 * @param {AbortSignal} [signal]
 */
async function signIn(client, places, { setupToken }, signal) {
  const password = readOrMakePassword(places);
  const { needed } = await client.setup.get({ signal });
  if (!needed) {
    await client.session.create({ email: ADMIN_EMAIL, password }, { signal });
  } else if (setupToken !== null) {
    const admin = { token: setupToken, email: ADMIN_EMAIL, password };
    await client.setup.createFirstAdmin(admin, { signal });
  } else {
    throw new Error('The platform waits for its first admin but printed no link for it.');
  }
}

/**
 * The password is on the disk before the account exists: whatever is interrupted in between, the
 * next run knows it.
 *
 * @param {QuickstartPlaces} places
 * @returns {string}
 */
function readOrMakePassword(places) {
  if (existsSync(places.password)) {
    const password = readFileSync(places.password, 'utf8').trim();
    if (password !== '') return password;
  }
  const password = randomBytes(18).toString('base64url');
  mkdirSync(places.folder, { recursive: true });
  writeFileSync(places.password, `${password}\n`, { mode: 0o600 });
  return password;
}

/**
 * @param {Client} client
 * @param {AbortSignal} [signal]
 */
async function ensureProject(client, signal) {
  const projects = await client.projects.list({ signal });
  if (projects.some(({ slug }) => slug === PROJECT)) return;
  await client.projects.create({ slug: PROJECT, name: 'Support bot' }, { signal });
}

/**
 * A key is shown once, so one that was made but not stored is of no use to anybody: it is revoked.
 *
 * @param {Client} client
 * @param {AbortSignal} [signal]
 */
async function replaceKey(client, signal) {
  for (const key of await client.apiKeys.list({ signal })) {
    if (key.name === KEY_NAME && key.revoked_at === null) await client.apiKeys.revoke(key.id);
  }
  const { key } = await client.apiKeys.create(
    { name: KEY_NAME, scope: 'read-write', projects: [PROJECT] },
    { signal },
  );
  return key;
}

/**
 * Signs in as a user does: the key goes to the command's standard input, and nowhere else.
 *
 * @param {ChildProcesses} processes
 * @param {QuickstartPlaces} places
 * @param {string} endpoint
 * @param {string} key
 */
async function storeKey(processes, places, endpoint, key) {
  const child = processes.start(
    process.execPath,
    [cliBin, 'auth', 'login', '--with-token', '--profile', PROFILE, '--endpoint', endpoint],
    { cwd: places.folder, env: cliEnvironment(places), stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint += text;
  });
  child.stdin?.end(`${key}\n`);
  const { code } = await exited(child);
  if (code !== 0) throw new Error(`The API key could not be stored:\n${complaint}`);
}
