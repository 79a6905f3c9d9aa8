import { makeProject, type TestProject } from '../project.test-support.js';
import {
  type Answerer,
  json,
  type LocalServer,
  serveLocally,
} from './local-server.test-support.js';

let projects: TestProject[] = [];
let servers: LocalServer[] = [];

/** Ends the servers of a test and removes its projects. */
export async function endRuns(): Promise<void> {
  await Promise.all(projects.map((project) => project.remove()));
  await Promise.all(servers.map((server) => server.close()));
  projects = [];
  servers = [];
}

/** A server on loopback that is ended with the test. */
export async function serve(answer: Answerer): Promise<LocalServer> {
  const server = await serveLocally(answer);
  servers.push(server);
  return server;
}

/** A project that is removed with the test. */
export async function startProject(
  configuration: Parameters<typeof makeProject>[0],
): Promise<TestProject> {
  const project = await makeProject(configuration);
  projects.push(project);
  return project;
}

/** A run against a server; `settings` may hold `url` with `ORIGIN` for the server's. */
export async function runAgainst(
  answer: Answerer,
  inputs: unknown[],
  { url = 'ORIGIN/chat', ...settings }: { url?: string; [key: string]: unknown } = {},
  options: { test?: object; env?: Record<string, string>; parallel?: number } = {},
) {
  const server = await serve(answer);
  const project = await startProject({
    runner: { http: { url: url.replace('ORIGIN', server.origin), ...settings } },
    test: { retries: 0, ...options.test },
    inputs,
  });
  const run = await project.run({
    env: { ...options.env },
    random: () => 0,
    ...(options.parallel === undefined ? {} : { parallel: options.parallel }),
  });
  return { ...run, server };
}

/** Answers with what it was told. */
export const echo: Answerer = ({ body }, response) => {
  json(response, { text: `You said: ${JSON.parse(body).text}` });
};
