import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { expect, it, onTestFinished } from 'vitest';
import { ANSWERS, RUN_REQUEST } from './client/platform.test-support.js';
import { freshKey } from './credentials/keys.test-support.js';
import {
  createClient,
  createProjectSanitizer,
  fluxloopHome,
  loadProjectConfiguration,
  requireCredential,
} from './index.js';
import { temporaryFolder } from './temporary-folder.test-support.js';

/** FluxLoop's own platform cannot be stood in for by a server on loopback. */
function fluxloopPlatform(key: string): void {
  const server = setupServer(
    http.post('https://api.fluxloop.ai/v1/projects/support-bot/runs', ({ request }) =>
      request.headers.get('authorization') === `Bearer ${key}`
        ? HttpResponse.json(ANSWERS.run)
        : HttpResponse.json({}, { status: 401 }),
    ),
  );
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());
}

it('goes from a key in the environment to a run on FluxLoop’s own platform', async () => {
  const key = freshKey();
  fluxloopPlatform(key);
  const cwd = await temporaryFolder();
  const env = { HOME: cwd, FLUXLOOP_API_KEY: key };

  const project = await loadProjectConfiguration({ cwd });
  const resolved = await requireCredential({ flags: {}, env, home: fluxloopHome(env), project });
  const client = createClient({ ...resolved, env });
  const sanitizer = createProjectSanitizer({
    configuration: project.configuration.sanitization,
    env,
  });

  const run = await client.runs.create('support-bot', RUN_REQUEST);
  expect(run.url).toContain('/runs/');
  expect(sanitizer.sanitize(`The key is ${key}.`).text).not.toContain(key);
});
