import { email as emailSchema } from '@fluxloop/core/contract';
import { UsageError } from '@fluxloop/core/errors';
import { dataFolderAt } from './config/data-folder.js';
import { findRunningInstance } from './config/instance.js';
import { type PlatformSettings, resolveDataFolder } from './config/settings.js';
import { checkConnection, openDatabase, parseDatabaseUrl } from './database/database.js';
import { connectionOfRunning } from './database/embedded/find-running.js';
import { ProblemError } from './http/problem.js';
import { createResetLink } from './identity/password-reset.js';

/** A link with which a person sets a new password. */
export interface PrintedResetLink {
  email: string;
  url: string;
  /** RFC 3339. */
  expires_at: string;
}

/**
 * Makes a link for a new password from the machine that the platform runs on: for an admin who has
 * forgotten their own, and where there is no mail. Whoever may read the database may do this.
 *
 * @param options.publicUrl - where browsers find the platform. Default: what the running one says
 * @throws UsageError `platform_not_running`, `email_invalid`, `account_not_found`,
 *   `account_deactivated`
 * @throws ConfigurationError `database_url_invalid`
 * @throws NetworkError `database_unreachable`
 */
export async function makeResetLink(
  typed: string,
  options: Pick<PlatformSettings, 'data' | 'env' | 'publicUrl'> = {},
): Promise<PrintedResetLink> {
  const email = emailSchema.safeParse(typed);
  if (!email.success) {
    throw new UsageError('email_invalid', `${typed} is not an e-mail address.`, {
      hint: 'Name the account by its address: ada@example.com.',
    });
  }
  const folder = dataFolderAt(resolveDataFolder(options));
  const running = await findRunningInstance(folder.instanceFile);
  const databaseUrl = (options.env ?? process.env).DATABASE_URL || null;
  const publicUrl = options.publicUrl ?? running?.url;
  if (publicUrl === undefined || (running === null && databaseUrl === null)) {
    throw new UsageError('platform_not_running', `No platform is running on ${folder.path}.`, {
      hint: 'Start it with fluxloop-platform start, or name its folder with --data. With DATABASE_URL give --public-url.',
    });
  }
  const store = openDatabase(
    databaseUrl === null ? await connectionOfRunning(folder.path) : parseDatabaseUrl(databaseUrl),
  );
  try {
    await checkConnection(store.uploads);
    return await createResetLink(store.database, publicUrl.replace(/\/+$/, ''), {
      email: email.data,
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, title, hint } = error.options;
    throw new UsageError(code, title, hint === undefined ? {} : { hint });
  } finally {
    await store.close();
  }
}
