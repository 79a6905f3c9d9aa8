import type { FluxLoopClient } from '@fluxloop/core/client';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import type { CommandContext, OutputMode, Surroundings } from '@fluxloop/plugin-kit';
import { confirmRawUpload } from '../runs/confirm.js';
import { projectName } from '../runs/project-name.js';

/** What a project here is synced with, and by. */
export interface SyncedProject {
  root: string;
  /** Where scenarios lie. */
  globs: readonly string[];
  client: FluxLoopClient;
  /** The project's name on the platform. */
  project: string;
  sanitizer: Sanitizer;
  sanitize: boolean;
}

/**
 * Finds out what a project here is synced with; asks before anything leaves raw.
 *
 * @throws UsageError `project_missing`, `confirmation_needed`, `not_confirmed`
 */
export async function syncedProject(options: {
  context: CommandContext;
  flags: { project?: string | undefined; sanitize: boolean; yes: boolean };
  mode: Pick<OutputMode, 'canAsk'>;
  surroundings: Surroundings;
}): Promise<SyncedProject> {
  const { context, flags, mode, surroundings } = options;
  const { root, configuration } = await context.project();
  const home = await context.home();
  const project = await projectName({ typed: flags.project, configuration, home });
  const client = await context.client();
  if (!flags.sanitize) {
    await confirmRawUpload({
      yes: flags.yes,
      canAsk: mode.canAsk,
      endpoint: client.endpoint,
      surroundings,
    });
  }
  const globs = configuration.scenarios;
  const sanitizer = await context.sanitizer();
  return { root, globs, client, project, sanitizer, sanitize: flags.sanitize };
}
