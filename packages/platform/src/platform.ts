import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError, UsageError } from '@fluxloop/core/errors';
import type { FastifyInstance } from 'fastify';
import type { ClientConfig } from 'pg';
import { Cleanup } from './cleanup.js';
import { type DataFolder, openDataFolder } from './config/data-folder.js';
import { findRunningInstance, removeInstance, writeInstance } from './config/instance.js';
import { packageRoot } from './config/package-root.js';
import {
  type PlatformSettings,
  type ResolvedSettings,
  resolveSettings,
} from './config/settings.js';
import { checkConnection, openDatabase, parseDatabaseUrl } from './database/database.js';
import { dataFolderInUse, startEmbeddedDatabase } from './database/embedded/index.js';
import { migrate } from './database/migrate.js';
import { describeFailure } from './http/errors.js';
import type { AccountServices } from './http/people-handlers.js';
import { createServer } from './http/server.js';
import { issueSetupToken } from './identity/first-admin.js';
import { createPasswordRules } from './identity/password-rules.js';
import { warmPasswords } from './identity/passwords.js';
import { createIdentityProvider } from './identity/single-sign-on/provider.js';
import { startRemovingExpired } from './jobs/remove-expired.js';
import { trackKeyUsage } from './keys/key-usage.js';
import { createMailer } from './mail/mailer.js';

/** A platform that listens. */
export interface Platform {
  /** Where browsers and tools find it, without a slash at the end. */
  url: string;
  /** The one-time link that creates the first admin; `null` once there is one. */
  setupUrl: string | null;
  /** Settles when the platform ends: with an error when its database died, else with `null`. */
  closed: Promise<Error | null>;
  /** Stops it in order: no new requests, then the database. Safe to call twice. */
  close(): Promise<void>;
}

/** Requests under way get this long when the platform stops. */
const GRACE_MS = 5_000;

/**
 * Starts everything: the embedded database (or the one of `DATABASE_URL`), its migrations, the
 * API and the dashboard.
 *
 * @throws UsageError `setting_invalid`, `https_required`, `port_in_use`, `data_folder_in_use`
 * @throws ConfigurationError `data_folder_unusable`, `embedded_database_unavailable`,
 *   `database_url_invalid`, `tls_unreadable`
 * @throws NetworkError `database_unreachable`
 */
export async function startPlatform(settings: PlatformSettings = {}): Promise<Platform> {
  const resolved = resolveSettings(settings);
  const folder = await openDataFolder(resolved.dataFolder);
  if ((await findRunningInstance(folder.instanceFile)) !== null) {
    throw dataFolderInUse(folder.path);
  }
  const cleanup = new Cleanup();
  try {
    return await start(resolved, folder, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(
  settings: ResolvedSettings,
  folder: DataFolder,
  cleanup: Cleanup,
): Promise<Platform> {
  const tls = await readCertificate(settings);
  const log = openLog(settings, folder, cleanup);
  const { connection, died } = await provideDatabase(settings, folder, cleanup);
  let app: FastifyInstance | undefined;
  const store = openDatabase(connection, (error) => {
    app?.log.warn({ failure: describeFailure(error) }, 'a database connection broke');
  });
  cleanup.add(() => store.close());
  if (settings.databaseUrl !== null) {
    await checkConnection(store.uploads);
  }
  await migrate(store.database);
  await warmPasswords();
  const usage = trackKeyUsage(store.database, (error) => {
    app?.log.warn({ failure: describeFailure(error) }, 'the use of keys could not be written');
  });
  cleanup.add(() => usage.stop());
  const expiry = startRemovingExpired(store.database, (error) => {
    app?.log.warn({ failure: describeFailure(error) }, 'what has expired could not be removed');
  });
  cleanup.add(() => expiry.stop());
  const accounts = provideAccounts(settings, (error, what) => {
    app?.log.warn({ failure: describeFailure(error) }, what);
  });
  cleanup.add(() => accounts.mailer.close());

  let publicUrl = '';
  const instance = randomUUID();
  const root = packageRoot();
  app = await createServer({
    store,
    usage,
    accounts,
    publicUrl: () => publicUrl,
    https: tls !== null || settings.publicUrl?.protocol === 'https:',
    tls,
    trustedProxies: settings.trustedProxies,
    webFolder: settings.webFolder ?? path.join(root.folder, 'dist', 'web'),
    version: root.version,
    instance,
    log: { level: settings.logLevel, stream: log },
  });
  const server = app;
  cleanup.add(() => closeServer(server));
  const setupToken = await issueSetupToken(store.database);
  const port = await listen(server, settings);
  const localUrl = `${tls === null ? 'http' : 'https'}://${hostInUrl(settings.host)}:${port}`;
  publicUrl = (settings.publicUrl?.href ?? localUrl).replace(/\/+$/, '');
  await writeInstance(folder.instanceFile, {
    instance,
    pid: process.pid,
    local_url: localUrl,
    url: publicUrl,
    started_at: new Date().toISOString(),
  });
  cleanup.add(() => removeInstance(folder.instanceFile, instance));

  let ended: (reason: Error | null) => void = () => undefined;
  const closed = new Promise<Error | null>((resolve) => {
    ended = resolve;
  });
  void died.then(async (reason) => {
    server.log.fatal({ failure: describeFailure(reason) }, 'the database died');
    await cleanup.run().catch(() => undefined);
    ended(reason);
  });
  return {
    url: publicUrl,
    setupUrl: setupToken === null ? null : `${publicUrl}/setup#token=${setupToken}`,
    closed,
    close: async () => {
      await cleanup.run();
      ended(null);
    },
  };
}

/** Makes what the settings say of accounts: mail, rules for passwords, single sign-on. */
function provideAccounts(
  { accounts }: ResolvedSettings,
  onFailure: (error: unknown, what: string) => void,
): AccountServices {
  return {
    mailer: createMailer(accounts.mail, (error) => onFailure(error, 'a letter could not be sent')),
    rules: createPasswordRules({
      breached: accounts.breachedPasswords,
      onFailure: (error) => onFailure(error, 'breached passwords could not be looked up'),
    }),
    provider: accounts.singleSignOn === null ? null : createIdentityProvider(accounts.singleSignOn),
    passwordSignIn: accounts.passwordSignIn,
  };
}

/** Gives the way to the database, and a promise that settles only when an embedded one dies. */
async function provideDatabase(
  settings: ResolvedSettings,
  folder: DataFolder,
  cleanup: Cleanup,
): Promise<{ connection: ClientConfig; died: Promise<Error> }> {
  if (settings.databaseUrl !== null) {
    return {
      connection: parseDatabaseUrl(settings.databaseUrl),
      died: new Promise(() => undefined),
    };
  }
  const embedded = await startEmbeddedDatabase({
    dataFolder: folder.path,
    logFile: folder.databaseLog,
    isHeld: async () => (await findRunningInstance(folder.instanceFile)) !== null,
  });
  cleanup.add(() => embedded.stop());
  const died = new Promise<Error>((resolve) => {
    void embedded.exited.then((unasked) => {
      if (unasked) {
        resolve(new Error(`The embedded PostgreSQL ended; its log is ${folder.databaseLog}.`));
      }
    });
  });
  return { connection: embedded.connection, died };
}

function openLog(settings: ResolvedSettings, folder: DataFolder, cleanup: Cleanup) {
  if (settings.logTo === 'stderr') {
    return process.stderr;
  }
  const stream = createWriteStream(folder.platformLog, { flags: 'a', mode: 0o600 });
  // A disk that is full must not end the platform.
  stream.on('error', () => undefined);
  cleanup.add(() => new Promise<void>((resolve) => stream.end(() => resolve())));
  return stream;
}

async function readCertificate(
  settings: ResolvedSettings,
): Promise<{ cert: Buffer; key: Buffer } | null> {
  if (settings.tls === null) {
    return null;
  }
  try {
    return {
      cert: await readFile(settings.tls.certificate),
      key: await readFile(settings.tls.key),
    };
  } catch (error) {
    throw new ConfigurationError(
      'tls_unreadable',
      `The certificate or its key cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { hint: 'Both are PEM files: --tls-cert and --tls-key.' },
    );
  }
}

async function listen(server: FastifyInstance, { host, port }: ResolvedSettings): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') {
      throw new UsageError('port_in_use', `The port ${port} on ${host} is in use.`, {
        hint: 'Choose another with --port, or stop what listens there; fluxloop-platform status tells whether it is a platform.',
      });
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new UsageError('address_unusable', `The platform may not listen on ${host}:${port}.`, {
        hint: 'Choose a port from 1024 up, and an address of this machine.',
      });
    }
    throw error;
  }
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Lets requests under way end, but not for ever. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const deadline = setTimeout(() => server.server.closeAllConnections(), GRACE_MS);
  // Those that wait for another request are closed at once, but not those that come to wait later.
  const idle = setInterval(() => server.server.closeIdleConnections(), 50);
  try {
    await server.close();
  } finally {
    clearTimeout(deadline);
    clearInterval(idle);
  }
}

/** An address that stands for all is reached by loopback; IPv6 is bracketed (RFC 3986). */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0') {
    return '127.0.0.1';
  }
  if (host === '::') {
    return '[::1]';
  }
  return host.includes(':') ? `[${host}]` : host;
}
