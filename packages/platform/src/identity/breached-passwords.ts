import { createHash } from 'node:crypto';

/** A sign-up waits no longer than this. */
const TIMEOUT_MS = 2_000;
/** A range with its padding is some 40 kilobytes. */
const LARGEST_ANSWER = 512 * 1024;

/**
 * Tells whether a password is in a published breach, by the range search of Have I Been Pwned
 * (https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange): only the first five digits of
 * its SHA-1 are sent, and `Add-Padding` hides how many passwords share them.
 *
 * @param range - where ranges are; ends in a slash
 * @throws Error when the service does not answer in two seconds, or not as it should
 */
export async function isBreachedPassword(range: URL, password: string): Promise<boolean> {
  // SHA-1 is what the service's ranges are made of; nothing is protected by it.
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  const response = await fetch(new URL(digest.slice(0, 5), range), {
    headers: { 'add-padding': 'true', 'user-agent': 'fluxloop-platform' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The list of breached passwords answered ${response.status}.`);
  }
  const wanted = digest.slice(5);
  return (await readText(response)).split(/\r?\n/).some((line) => {
    const [suffix, count] = line.split(':');
    // Lines that pad the answer have a count of 0.
    return suffix?.toUpperCase() === wanted && Number(count) > 0;
  });
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new Error('The list of breached passwords sent too much.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
