import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createSanitizer,
  type NodeSanitizer,
  type RegexEngine,
  type SanitizerConfig,
  SanitizerConfigurationError,
  type SanitizerPattern,
} from '@fluxloop/sanitize/node';
import { parseBaseline } from '@fluxloop/sanitize/report';
import type { SanitizationConfiguration } from './configuration/schema.js';
import { ConfigurationError, type SourceLocation } from './errors/index.js';
import { secretValues } from './secret-values.js';
import type { Environment } from './storage/home.js';

export {
  createPlaceholders,
  createSanitizer,
  createVault,
  defineDetector,
  type JsonValue,
  type NodeSanitizer,
  openVault,
  type Placeholders,
  type ReportFinding,
  readVault,
  type Sanitizer,
  type SanitizerConfig,
  SENSITIVE_TYPES,
  type SensitiveType,
  type Span,
  type Vault,
  writeVault,
} from '@fluxloop/sanitize/node';
export { excerptOf } from './configuration/mask-secrets.js';

/** What a project's sanitizer is made of. */
export interface ProjectSanitizerOptions {
  /** The `sanitization` block of `fluxloop.yaml`; without one every built-in type is redacted. */
  configuration?: SanitizationConfiguration | undefined;
  /** Usually `process.env`. */
  env: Environment;
  /** Variables whose values are secret whatever they are called; see `secretVariables`. */
  secretVariables?: readonly string[];
  /** The folder of `fluxloop.yaml`, which files of words and baselines are relative to. Default: the working directory. */
  root?: string;
  /** Where a value of `fluxloop.yaml` stands, for the error. */
  locate?: ((path: readonly PropertyKey[]) => SourceLocation) | undefined;
  /** Runs regular expressions. Default: loaded by itself, which a bundle cannot; see {@link loadProjectSanitizer}. */
  regexEngine?: RegexEngine;
}

/**
 * {@link createProjectSanitizer}, with the engine for regular expressions loaded where the block
 * needs one: in a bundle it is a file of its own, which only an import reaches.
 *
 * @throws ConfigurationError `sanitization_invalid`
 */
export async function loadProjectSanitizer(
  options: ProjectSanitizerOptions,
): Promise<NodeSanitizer> {
  if (!usesRegex(options.configuration)) return createProjectSanitizer(options);
  const { regexEngine } = await import('@fluxloop/sanitize/regex');
  return createProjectSanitizer({ ...options, regexEngine });
}

function usesRegex({ patterns = [], allow }: SanitizationConfiguration = {}): boolean {
  const allowed = allow === undefined || Array.isArray(allow) ? undefined : allow.patterns;
  return allowed !== undefined || patterns.some(({ type }) => type === 'regex');
}

/**
 * Makes the sanitizer of a project: its `sanitization` block, and the values of the environment's
 * secret-looking variables, which are redacted wherever they turn up.
 *
 * @throws ConfigurationError `sanitization_invalid` for a mistake in the block, with its place in
 *   the file
 */
export function createProjectSanitizer(options: ProjectSanitizerOptions): NodeSanitizer {
  const { configuration = {}, env, root = process.cwd(), regexEngine } = options;
  try {
    return createSanitizer(
      {
        ...settingsOf(configuration),
        ...keyOf(configuration.key_env, env),
        ...baselineOf(configuration.baseline, root),
        knownSecrets: secretValues(env, options.secretVariables),
        ...(regexEngine && { regexEngine }),
      },
      { folder: root },
    );
  } catch (error) {
    if (!(error instanceof SanitizerConfigurationError)) throw error;
    const location = options.locate?.(['sanitization', ...keyPath(error.key)]);
    throw new ConfigurationError('sanitization_invalid', inYaml(error.message), {
      hint: hintOf(error),
      ...(location && { location }),
    });
  }
}

/** The names of the SDK's configuration that `fluxloop.yaml` writes in another way. */
const NAMES = new Map([
  ['ignore_case', 'ignoreCase'],
  ['whole_words', 'wholeWords'],
  ['keep_last', 'keepLast'],
  ['phone_region', 'phoneRegion'],
]);

/**
 * The block in the names of the SDK. What zod has let through is checked again by the sanitizer,
 * which knows what the values mean.
 */
function settingsOf(configuration: SanitizationConfiguration): SanitizerConfig {
  const {
    key_env: _key,
    baseline: _baseline,
    phone_region: phoneRegion,
    ...settings
  } = configuration;
  const patterns = settings.patterns?.map((pattern) => renamed(pattern) as SanitizerPattern);
  const operator = renamed(settings.operator);
  return withoutUndefined({ ...settings, patterns, operator, phoneRegion }) as SanitizerConfig;
}

/** A mapping with its names, and those below, as the SDK writes them; anything else as it is. */
function renamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    NAMES.get(name) ?? name,
    renamed(member),
  ]);
  return withoutUndefined(Object.fromEntries(members));
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function keyOf(variable: string | undefined, env: Environment): { key?: string } {
  if (variable === undefined) return {};
  const key = env[variable];
  if (key !== undefined && key !== '') return { key };
  throw new SanitizerConfigurationError('key_missing', `The variable ${variable} is not set.`, {
    key: 'key_env',
    hint: `Set it: export ${variable}="$(openssl rand -hex 32)", and keep the value for the next time.`,
  });
}

function baselineOf(file: string | undefined, root: string): { baseline?: string[] } {
  if (file === undefined) return {};
  const path = resolve(root, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SanitizerConfigurationError(
      'configuration_invalid',
      `${path} cannot be read (${code}).`,
      {
        key: 'baseline',
        hint: 'Check the path; it is relative to the folder of fluxloop.yaml.',
      },
    );
  }
  return { baseline: parseBaseline(text) };
}

/** `patterns[1].ignoreCase` as a path in the file. */
function keyPath(key: string): (string | number)[] {
  if (key === 'key') return ['key_env'];
  // A baseline is a file of its own; its entries stand nowhere in this one.
  if (key.startsWith('baseline')) return ['baseline'];
  return inYaml(key)
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** A message with the names that `fluxloop.yaml` uses. */
function inYaml(text: string): string {
  let message = text;
  for (const [written, name] of NAMES) message = message.replaceAll(name, written);
  return message;
}

function hintOf({ code, key, hint }: SanitizerConfigurationError): string {
  if (code === 'key_missing' && key !== 'key_env') {
    return 'Name the variable that holds it: key_env: FLUXLOOP_SANITIZE_KEY.';
  }
  return inYaml(hint);
}
