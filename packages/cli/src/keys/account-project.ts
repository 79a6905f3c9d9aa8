import type { FluxLoopClient } from '@fluxloop/core/client';
import type { ProjectConfiguration } from '@fluxloop/core/configuration';
import { UsageError } from '@fluxloop/core/errors';
import { projectName } from '../runs/project-name.js';

/**
 * The project that a service account belongs to: what was typed, what the configuration names, else
 * the only one that the caller manages.
 *
 * @throws UsageError `project_missing` when that leaves none or several
 */
export async function accountProject(options: {
  typed: readonly string[];
  configuration: Pick<ProjectConfiguration, 'project'>;
  home: string;
  client: FluxLoopClient;
}): Promise<string> {
  const { typed, configuration, home, client } = options;
  if (typed.length > 1) {
    throw new UsageError('project_ambiguous', 'A service account belongs to one project.', {
      hint: 'Name one --project, and make another account for each of the others.',
    });
  }
  try {
    return await projectName({ typed: typed[0], configuration, home });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
  const managed = (await client.projects.list()).filter(({ role }) => role === 'admin');
  const [only, ...others] = managed.map(({ slug }) => slug);
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    'project_missing',
    'A service account belongs to a project, and it is not said to which.',
    {
      hint:
        only === undefined
          ? 'Only an admin of a project makes service accounts in it, and you manage none.'
          : `Name it: --project ${[only, ...others].join(', or --project ')}`,
    },
  );
}
