import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { createSanitizer } from './sanitizer.js';

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');

async function megabytesInUse(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Sends a chunk of bytes again and again, and tells what is in use at the end. */
async function megabytesBehind(head: string, body: string, times: number): Promise<number> {
  const { readable, writable } = createSanitizer().streamBytes();
  const reading = readable.pipeTo(new WritableStream());
  const writer = writable.getWriter();
  const chunk = Buffer.from(body.repeat(Math.ceil(65_536 / body.length)));
  await writer.write(Buffer.from(head));
  for (let i = 0; i < times; i++) await writer.write(chunk);
  const inUse = await megabytesInUse();
  await writer.close();
  await reading;
  return inUse;
}

it.each([
  ['lines', '', '{"role":"user","text":"mail jane@example.com about order 1234567"}\n'],
  ['a word without end', '', 'abcdefgh'],
  ['a token without end', ['gh', 'p_'].join(''), 'aB3dE5fG'],
  ['a key without end', ['-----BEGIN ', 'PRIVATE KEY-----\n'].join(''), 'MIIEvQIBADANBgk\n'],
  ['a password without end', '"password":"', 'correct horse battery '],
  ['characters that are not seen', '', '\u200b'],
])(
  'a stream of %s takes no more memory the longer it is',
  { timeout: 60_000 },
  async (_name, head, body) => {
    const before = await megabytesBehind(head, body, 8);
    const after = await megabytesBehind(head, body, 512);
    // It is 32 MB that went through; what was freed may still count for a while.
    expect(after - before).toBeLessThan(12);
  },
);
