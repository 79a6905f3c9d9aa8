import { readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { writeWholeFile } from '@fluxloop/core/storage';
import * as z from 'zod';

const instanceSchema = z.object({
  /** Random; `/healthz` of that very start answers it. */
  instance: z.string(),
  pid: z.int(),
  /** Where it listens on this machine. */
  local_url: z.url(),
  /** Where browsers and tools find it. */
  url: z.url(),
  started_at: z.iso.datetime(),
});

/** A start of the platform, as its data folder notes it. */
export type Instance = z.infer<typeof instanceSchema>;

const HEALTH_TIMEOUT_MS = 3_000;

/** Notes which process runs the platform. */
export async function writeInstance(file: string, instance: Instance): Promise<void> {
  await writeWholeFile(file, `${JSON.stringify(instance, null, 2)}\n`, { access: 'owner' });
}

/** Forgets it, unless a later start has noted itself since. */
export async function removeInstance(file: string, instance: string): Promise<void> {
  if ((await readInstance(file))?.instance === instance) {
    await rm(file, { force: true });
  }
}

/**
 * Gives the platform that runs on a data folder, `null` when none does. The note alone proves
 * nothing: its process may have been killed, and its number given to another.
 */
export async function findRunningInstance(file: string): Promise<Instance | null> {
  const noted = await readInstance(file);
  if (noted === null) {
    return null;
  }
  const answering = await askInstance(noted.local_url).catch(() => null);
  return answering === noted.instance ? noted : null;
}

async function readInstance(file: string): Promise<Instance | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    return null;
  }
  try {
    return instanceSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function askInstance(localUrl: string): Promise<string | null> {
  const url = new URL('/healthz', localUrl);
  const get = url.protocol === 'https:' ? https.get : http.get;
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      // The certificate names the public host, and this asks by the local address only who
      // answers; nothing secret is sent.
      { timeout: HEALTH_TIMEOUT_MS, rejectUnauthorized: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          const answer = z.object({ instance: z.string() }).safeParse(tryJson(text));
          resolve(answer.success ? answer.data.instance : null);
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
