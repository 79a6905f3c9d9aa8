import { type ProjectConfiguration, userConfiguration } from '@fluxloop/core/configuration';
import { UsageError } from '@fluxloop/core/errors';

/**
 * The project on the platform that results go to: what was typed, else `project` of `fluxloop.yaml`,
 * else the user's own setting.
 *
 * @throws UsageError `project_missing` when nobody has named one
 */
export async function projectName(options: {
  typed: string | undefined;
  configuration: Pick<ProjectConfiguration, 'project'>;
  home: string;
}): Promise<string> {
  const { typed, configuration, home } = options;
  const project = typed ?? configuration.project ?? (await userConfiguration(home).get('project'));
  if (project !== undefined) return project;
  throw new UsageError('project_missing', 'It is not said which project the results belong to.', {
    hint: 'Name it: --project NAME, or "project: NAME" in fluxloop.yaml',
  });
}
