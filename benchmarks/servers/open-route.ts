/**
 * The platform's own server, with its own routes, and beside them two of those routes left open: the
 * same schemas, the same handler, the same statements, without the check of who asks. Such a route
 * exists here only, to be measured against.
 *
 * Argument: a folder for the database. Prints one line of JSON: where it listens, and a key.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { routes } from '@fluxloop/core/contract';
import type { VisibleProject } from '../../packages/platform/src/access/principal.js';
import { openDatabase } from '../../packages/platform/src/database/database.js';
import { startEmbeddedDatabase } from '../../packages/platform/src/database/embedded/index.js';
import { migrate } from '../../packages/platform/src/database/migrate.js';
import { createServer } from '../../packages/platform/src/http/server.js';
import { createPasswordRules } from '../../packages/platform/src/identity/password-rules.js';
import { createApiKey } from '../../packages/platform/src/keys/create-api-key.js';
import { trackKeyUsage } from '../../packages/platform/src/keys/key-usage.js';
import { createMailer } from '../../packages/platform/src/mail/mailer.js';
import { listProjects } from '../../packages/platform/src/projects/projects.js';
import { getRun } from '../../packages/platform/src/runs/runs.js';

const folder = process.argv[2] ?? '.';
const embedded = await startEmbeddedDatabase({
  dataFolder: folder,
  logFile: join(folder, 'postgresql.log'),
});
const store = openDatabase(embedded.connection);
const { database } = store;
await migrate(database);
const fail = (error: unknown) => {
  throw error;
};
const usage = trackKeyUsage(database, fail);

const person = await database
  .insertInto('users')
  .values({ email: 'bench@example.com', password_hash: 'none', is_admin: true })
  .returningAll()
  .executeTakeFirstOrThrow();
const { id, slug } = await database
  .insertInto('projects')
  .values({ slug: 'bench', name: 'Bench' })
  .returning(['id', 'slug'])
  .executeTakeFirstOrThrow();
await database
  .insertInto('project_members')
  .values({ project_id: id, user_id: person.id, role: 'admin' })
  .execute();
const project: VisibleProject = { id, slug, role: 'admin' };
const { key } = await createApiKey(
  database,
  {
    principal: {
      kind: 'session',
      person: {
        id: person.id,
        email: person.email,
        isAdmin: true,
        createdAt: person.created_at,
      },
      sessionHash: Buffer.alloc(32),
      expiresAt: new Date(Date.now() + 60_000),
    },
    projects: [project],
  },
  { name: 'bench', type: 'user', scope: 'read-write' },
);

let url = '';
const app = await createServer({
  store,
  usage,
  publicUrl: () => url,
  https: false,
  tls: null,
  trustedProxies: 0,
  webFolder: folder,
  version: '0.0.0',
  instance: randomUUID(),
  log: { level: 'silent', stream: process.stderr },
  accounts: {
    mailer: createMailer(null, fail),
    rules: createPasswordRules({ breached: null, onFailure: fail }),
    provider: null,
    passwordSignIn: true,
  },
});
app.route({
  method: 'GET',
  url: '/open/projects',
  schema: { hide: true, response: { 200: routes.listProjects.success.body } },
  handler: async () => ({ projects: await listProjects(database, [project]) }),
});
app.route<{ Params: { run_id: string } }>({
  method: 'GET',
  url: '/open/projects/:project/runs/:run_id',
  schema: {
    hide: true,
    params: routes.getRun.params,
    response: { 200: routes.getRun.success.body },
  },
  handler: ({ params }) => getRun(database, { project, publicUrl: url }, params.run_id),
});
url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ url, key })}\n`);

// The parent closes the pipe when it is done, or is killed.
process.stdin.resume().once('end', async () => {
  await app.close();
  await usage.stop();
  await store.close();
  await embedded.stop();
});
