import type { FluxLoopClient } from '@fluxloop/core/client';
import type { LoadedProject } from '@fluxloop/core/configuration';
import type { ResolvedCredential } from '@fluxloop/core/credentials';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { readStandardInput } from './standard-input.js';
import type { Surroundings } from './surroundings.js';

/**
 * What a command works with. Everything is made when it is first asked for and then kept, so a
 * command that needs no network loads no HTTP client.
 */
export interface CommandContext {
  /** The folder that the command was called in. */
  readonly cwd: string;
  readonly env: Surroundings['env'];
  /** FluxLoop's own folder of this user: `FLUXLOOP_HOME`, or `~/.fluxloop`. */
  home(): Promise<string>;
  /**
   * The project's configuration, looked for from `cwd` upward; `file` is `null` where there is none.
   *
   * @throws ConfigurationError when `fluxloop.yaml` is not valid
   */
  project(): Promise<LoadedProject>;
  /**
   * The credential that wins, where it comes from and what it shadows. No request is made.
   *
   * @throws AuthenticationError when the one that wins is damaged
   */
  credential(): Promise<ResolvedCredential>;
  /**
   * The API client, with the credential bound to its endpoint.
   *
   * @throws AuthenticationError `credential_missing` when there is no credential
   */
  client(): Promise<FluxLoopClient>;
  /**
   * The sanitizer of the project's configuration.
   *
   * @throws ConfigurationError when the rules are not valid
   */
  sanitizer(): Promise<Sanitizer>;
}

/** What {@link createCommandContext} is made from. */
export interface CommandContextOptions {
  surroundings: Surroundings;
  flags: {
    apiKey?: string | undefined;
    profile?: string | undefined;
    endpoint?: string | undefined;
  };
  /** What the client calls itself: `fluxloop/1.2.0`. */
  userAgent: string;
  /** Is told what a person should know: an unknown key in a file, a key that others can read. */
  onWarning: (message: string) => void;
  /** Is told of each request that is tried again. */
  onRetry?: (message: string) => void;
}

/** Makes the context of one command. The SDK is imported part by part, when a part is needed. */
export function createCommandContext(options: CommandContextOptions): CommandContext {
  const { surroundings, flags, onWarning } = options;
  const { env, cwd } = surroundings;

  const home = once(async () => {
    const { fluxloopHome } = await import('@fluxloop/core/configuration');
    return fluxloopHome(env);
  });

  const project = once(async () => {
    const { loadProjectConfiguration } = await import('@fluxloop/core/configuration');
    const loaded = await loadProjectConfiguration({ cwd });
    for (const warning of loaded.warnings) onWarning(warning.message);
    return loaded;
  });

  const resolveOptions = async () => {
    const { file, root, configuration } = await project();
    return {
      flags: flags,
      env,
      home: await home(),
      project: file === null ? null : { file, root, configuration },
      readStdin: () => readStandardInput(surroundings.stdin),
    };
  };

  const credential = once(async () => {
    const { resolveCredential } = await import('@fluxloop/core/credentials');
    const resolved = await resolveCredential(await resolveOptions());
    for (const warning of resolved.warnings) onWarning(warning);
    return resolved;
  });

  return {
    cwd,
    env,
    home,
    project,
    credential,
    client: once(async () => {
      const { ensureCredential } = await import('@fluxloop/core/credentials');
      const { createClient } = await import('@fluxloop/core/client');
      const resolved = ensureCredential(await credential());
      return createClient({
        endpoint: resolved.endpoint,
        credential: resolved.credential,
        userAgent: options.userAgent,
        env,
        ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }),
      });
    }),
    sanitizer: once(async () => {
      const { createProjectSanitizer } = await import('@fluxloop/core/sanitizer');
      const { configuration } = await project();
      return createProjectSanitizer({ configuration: configuration.sanitization, env });
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
