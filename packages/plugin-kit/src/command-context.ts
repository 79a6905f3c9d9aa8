import type { FluxLoopClient } from '@fluxloop/core/client';
import {
  fluxloopHome,
  type LoadedProject,
  loadProjectConfiguration,
} from '@fluxloop/core/configuration';
import {
  type ProfileStore,
  profileStore,
  type ResolveCredentialOptions,
  type ResolvedCredential,
  type ResolvedEndpoint,
  resolveCredential,
  resolveEndpoint,
} from '@fluxloop/core/credentials';
import type { SourceLocation } from '@fluxloop/core/errors';
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
  /** The profiles of this user, with their tokens. */
  profiles(): Promise<ProfileStore>;
  /** What the credential resolver looks at: the flags, the environment, the folders. */
  resolving(): Promise<ResolveCredentialOptions>;
  /** The platform to talk to, who chose it, and the profile; no credential is looked for. */
  platform(): Promise<ResolvedEndpoint>;
  /**
   * The credential that wins, where it comes from and what it shadows. No request is made.
   *
   * @throws AuthenticationError when the one that wins is damaged
   */
  credential(): Promise<ResolvedCredential>;
  /**
   * The API client, with the credential bound to its endpoint. A stored session is renewed when it
   * must be.
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
  /** The values of the shared flags; `apiKey` is the key itself, or `-`. */
  flags: { apiKey?: string; profile?: string; endpoint?: string };
  /** What the client calls itself: `fluxloop/1.2.0`. */
  userAgent: string;
  /** Is told what a person should know: an unknown key in a file, a key that others can read. */
  onWarning: (message: string) => void;
  /** Is told of each request that is tried again. */
  onRetry?: (message: string) => void;
}

/** Makes the context of one command. The SDK is imported part by part, when a part is needed. */
export function createCommandContext(options: CommandContextOptions): CommandContext {
  const { surroundings, flags, onWarning, onRetry } = options;
  const { env, cwd } = surroundings;

  const home = once(async () => {
    return fluxloopHome(env);
  });

  const project = once(async () => {
    const loaded = await loadProjectConfiguration({ cwd });
    for (const warning of loaded.warnings)
      onWarning(`${warning.message} (${placeOf(warning.location)})`);
    return loaded;
  });

  const readStdin = once(() => readStandardInput(surroundings.stdin));
  const resolveOptions = once(async () => {
    const { file, root, configuration } = await project();
    return {
      flags,
      env,
      home: await home(),
      project: file === null ? null : { file, root, configuration },
      readStdin,
    };
  });

  const credential = once(async () => {
    const resolved = await resolveCredential(await resolveOptions());
    for (const warning of resolved.warnings) onWarning(warning);
    return resolved;
  });

  return {
    cwd,
    env,
    home,
    project,
    profiles: once(async () => profileStore(await home(), { onWarning })),
    resolving: resolveOptions,
    platform: once(async () => resolveEndpoint(await resolveOptions())),
    credential,
    client: once(async () => {
      const { connectToPlatform } = await import('@fluxloop/core/oauth');
      const { client, resolved } = await connectToPlatform(await resolveOptions(), {
        userAgent: options.userAgent,
        env,
        ...(onRetry === undefined
          ? {}
          : { onRetry: ({ attempt, reason }) => onRetry(`Trying again (${attempt}): ${reason}`) }),
      });
      for (const warning of resolved.warnings) onWarning(warning);
      return client;
    }),
    sanitizer: once(async () => {
      const { loadProjectSanitizer } = await import('@fluxloop/core/sanitizer');
      const { configuration, locate, root } = await project();
      const { secretVariables } = await import('@fluxloop/core/configuration');
      return loadProjectSanitizer({
        configuration: configuration.sanitization,
        secretVariables: secretVariables(configuration),
        env,
        locate,
        root,
      });
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

function placeOf({ file, line, column }: SourceLocation): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
