import path from 'node:path';
import { UsageError } from '@fluxloop/core/errors';
import envPaths from 'env-paths';
import * as z from 'zod';
import { LOG_LEVELS, type LogLevel } from '../http/logging.js';
import { type AccountSettings, readAccountSettings } from './account-settings.js';
import { requirePrivacy } from './exposure.js';

/** How many proxies stand before the platform, or their addresses as CIDR. */
export type TrustedProxies = number | readonly string[];

/** What a caller may set; each has a default. */
export interface PlatformSettings {
  /** The data folder. Default: `FLUXLOOP_PLATFORM_DATA`, else the user's data folder. */
  data?: string | undefined;
  /** Default: `FLUXLOOP_PLATFORM_PORT`, else 4400; 0 for any free one. */
  port?: number | undefined;
  /** Default: 127.0.0.1. */
  host?: string | undefined;
  /** The address that browsers and tools use. Default: what it listens on. */
  publicUrl?: string | undefined;
  /** PEM files of the platform's own certificate. Default: plain http. */
  tls?: { certificate: string; key: string } | undefined;
  /** Default: none. */
  trustedProxies?: TrustedProxies | undefined;
  /** A PostgreSQL to use. Default: `DATABASE_URL`, else the embedded one. */
  databaseUrl?: string | undefined;
  /** Default: `FLUXLOOP_PLATFORM_LOG_LEVEL`, else `info`. */
  logLevel?: LogLevel | undefined;
  /** `stderr`, or `file` for `logs/platform.log` in the data folder. Default: `file`. */
  logTo?: 'stderr' | 'file' | undefined;
  /** Where the built dashboard is. Default: `dist/web` of this package. */
  webFolder?: string | undefined;
  /** The environment. Default: that of the process. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Settings with every default filled in. */
export interface ResolvedSettings {
  dataFolder: string;
  port: number;
  host: string;
  publicUrl: URL | null;
  tls: { certificate: string; key: string } | null;
  trustedProxies: TrustedProxies;
  databaseUrl: string | null;
  logLevel: LogLevel;
  logTo: 'stderr' | 'file';
  webFolder: string | undefined;
  accounts: AccountSettings;
}

/** The port when none is set. */
const DEFAULT_PORT = 4400;

const fields = z.object({
  port: z.coerce.number().int().min(0).max(65_535),
  host: z.string().min(1),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .refine(isOrigin, 'an address without a path, a query, a fragment and a name')
    .nullable(),
  trustedProxies: z
    .int()
    .min(0)
    .max(16)
    .or(z.array(z.cidrv4().or(z.cidrv6()).or(z.ipv4()).or(z.ipv6()))),
  logLevel: z.enum(LOG_LEVELS),
});

/** It is also the issuer of tokens, which has none of these (RFC 8414, section 2). */
function isOrigin(url: string): boolean {
  return URL.canParse(url) && new URL(url).href === `${new URL(url).origin}/`;
}

/**
 * Fills in what is not set, from the environment and the defaults, and checks all of it.
 *
 * @throws UsageError `setting_invalid` naming the setting; `https_required` beyond loopback
 */
export function resolveSettings(settings: PlatformSettings): ResolvedSettings {
  const env = settings.env ?? process.env;
  const parsed = fields.safeParse({
    port: settings.port ?? (env.FLUXLOOP_PLATFORM_PORT || DEFAULT_PORT),
    host: settings.host ?? '127.0.0.1',
    publicUrl: settings.publicUrl ?? null,
    trustedProxies: settings.trustedProxies ?? 0,
    logLevel: settings.logLevel ?? (env.FLUXLOOP_PLATFORM_LOG_LEVEL || 'info'),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(
      'setting_invalid',
      `The setting ${String(issue?.path[0])} is not valid: ${issue?.message}`,
      { hint: 'See fluxloop-platform start --help.' },
    );
  }
  const { port, host, trustedProxies, logLevel } = parsed.data;
  const publicUrl = parsed.data.publicUrl === null ? null : new URL(parsed.data.publicUrl);
  requirePrivacy({
    host,
    publicUrl,
    tls: settings.tls !== undefined,
    trustedProxies:
      typeof trustedProxies === 'number' ? trustedProxies > 0 : trustedProxies.length > 0,
  });
  return {
    dataFolder: resolveDataFolder(settings),
    port,
    host,
    publicUrl,
    tls: settings.tls ?? null,
    trustedProxies,
    databaseUrl: settings.databaseUrl || env.DATABASE_URL || null,
    logLevel,
    logTo: settings.logTo ?? 'file',
    webFolder: settings.webFolder,
    accounts: readAccountSettings(env),
  };
}

/** Where the data folder is, absolute: as set, by the environment, or the user's own. */
export function resolveDataFolder({
  data,
  env = process.env,
}: Pick<PlatformSettings, 'data' | 'env'>): string {
  return path.resolve(
    data || env.FLUXLOOP_PLATFORM_DATA || envPaths('fluxloop-platform', { suffix: '' }).data,
  );
}
