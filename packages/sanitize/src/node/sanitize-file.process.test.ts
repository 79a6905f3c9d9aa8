import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_TEXTS } from '../sanitizer.test-support.js';
import { bundleForNode, type NodeBundle } from './bundle.test-support.js';

type NodeEntry = typeof import('../node.js');

const KEY = 'a key of sixteen bytes or more';
let bundle: NodeBundle;
let folder: string;
let node: NodeEntry;

beforeAll(async () => {
  bundle = await bundleForNode();
  await writeFile(join(bundle.folder, 'package.json'), '{"type":"module"}');
  node = (await import(pathToFileURL(bundle.entry).href)) as NodeEntry;
  folder = await mkdtemp(join(tmpdir(), 'fluxloop-files-'));
});
afterAll(async () => {
  await bundle.remove();
  await rm(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);

/** A generator of numbers in [0, 1) that is the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Lines of samples and of words, all kinds mixed, so that cuts fall into everything. */
function linesOf(bytes: number, glue: readonly string[]): string {
  const random = createRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const pieces: string[] = [];
  for (let size = 0; size < bytes; ) {
    const piece =
      random() < 0.3
        ? pick(SAMPLE_TEXTS)
        : `lorem ipsum ${Math.floor(random() * 1e9)} dolor é 电话`;
    pieces.push(piece, pick(glue));
    size += piece.length + 2;
  }
  return pieces.join('');
}

describe('a large text in threads', () => {
  it('comes out to the byte as from one thread, numbers and all', async () => {
    const begin = ['-----BEGIN ', 'PRIVATE KEY-----\n'].join('');
    const key = `${begin}${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n'.repeat(40_000)}-----END PRIVATE KEY-----\n`;
    const text = `${linesOf(1.4e6, ['\n', ' ', '\n\n', ', '])}\n${key}${linesOf(9e5, ['\n', ' '])}`;
    await writeFile(path('large.txt'), text);
    const sanitizer = node.createSanitizer();
    const alone = await sanitizer.sanitizeFile(path('large.txt'), path('alone.txt'), {
      format: 'text',
    });
    const shared = await sanitizer.sanitizeFile(path('large.txt'), path('shared.txt'), {
      format: 'text',
      workers: 3,
    });
    expect(shared.workers).toBe(3);
    expect(alone.workers).toBe(1);
    const output = await readFile(path('alone.txt'), 'utf8');
    expect((await readFile(path('shared.txt'), 'utf8')) === output).toBe(true);
    expect(shared.counts).toEqual(alone.counts);
    expect(output === sanitizer.sanitize(text).text).toBe(true);
    expect(output).not.toContain('MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj');
  });

  it.each([
    [{ operator: 'hmac', key: KEY } as const],
    [
      {
        patterns: [{ type: 'email', replace: 'user@example.com' }],
        knownSecrets: ['lorem ipsum 7'],
      },
    ],
    [{ preset: 'secrets' } as const],
  ])('does so with %j too', async (config) => {
    const text = linesOf(1.3e6, ['\n', ' ']);
    await writeFile(path('other.txt'), text);
    const sanitizer = node.createSanitizer(config);
    await sanitizer.sanitizeFile(path('other.txt'), path('other.out'), {
      format: 'text',
      workers: 2,
    });
    expect((await readFile(path('other.out'), 'utf8')) === sanitizer.sanitize(text).text).toBe(
      true,
    );
  });

  it('numbers in the scope that it is given', async () => {
    const text = `${linesOf(1.2e6, ['\n'])}\njane@x.example`;
    await writeFile(path('scope.txt'), `jane@x.example\n${text}`);
    const placeholders = node.createPlaceholders();
    expect(placeholders.placeholderFor('email', 'jane@x.example')).toBe('[EMAIL_1]');
    const sanitizer = node.createSanitizer();
    await sanitizer.sanitizeFile(path('scope.txt'), path('scope.out'), {
      workers: 2,
      format: 'text',
      placeholders,
    });
    const output = await readFile(path('scope.out'), 'utf8');
    expect(output.startsWith('[EMAIL_1]\n') && output.endsWith('[EMAIL_1]')).toBe(true);
  });
});

describe('a large file of JSON lines in threads', () => {
  it('comes out as from one thread, and every line still parses', async () => {
    const random = createRandom(9);
    const lines = Array.from({ length: 8_000 }, (_, i) =>
      JSON.stringify({
        id: i,
        text: SAMPLE_TEXTS[Math.floor(random() * SAMPLE_TEXTS.length)],
        phones: [2125550100 + (i % 100)],
        nested: JSON.stringify({ password: `correct horse ${i % 9}` }),
      }),
    );
    await writeFile(path('large.jsonl'), `${lines.join('\n')}\n`);
    const sanitizer = node.createSanitizer();
    const alone = await sanitizer.sanitizeFile(path('large.jsonl'), path('alone.jsonl'));
    const shared = await sanitizer.sanitizeFile(path('large.jsonl'), path('shared.jsonl'), {
      workers: 2,
    });
    expect(shared).toEqual({ ...alone, workers: 2 });
    expect(alone.format).toBe('jsonl');
    const output = await readFile(path('alone.jsonl'), 'utf8');
    expect((await readFile(path('shared.jsonl'), 'utf8')) === output).toBe(true);
    for (const line of output.trimEnd().split('\n')) JSON.parse(line);
    expect(output).not.toContain('correct horse');
  });
});

describe('a file', () => {
  it('is read by its ending, else by its beginning', async () => {
    const sanitizer = node.createSanitizer();
    await writeFile(path('a.yml'), 'phone: 2125550142\nto: a@x.example\n');
    await writeFile(path('a.log'), '{"phones":[2125550142]}\n{"phones":[]}\n');
    await writeFile(path('a.TSV'), 'id\tphone\n1\t2125550142\n');
    const formatOf = async (name: string) =>
      (await sanitizer.sanitizeFile(path(name), path('a.out'))).format;
    expect(await formatOf('a.yml')).toBe('yaml');
    expect(await readFile(path('a.out'), 'utf8')).toBe('phone: "[PHONE_1]"\nto: "[EMAIL_1]"\n');
    expect(await formatOf('a.log')).toBe('jsonl');
    expect(await formatOf('a.TSV')).toBe('csv');
  });

  it('may be sanitized into itself, and keeps its permissions', async () => {
    await writeFile(path('self.txt'), 'mail a@x.example');
    await chmod(path('self.txt'), 0o640);
    await node.createSanitizer().sanitizeFile(path('self.txt'), path('self.txt'));
    expect(await readFile(path('self.txt'), 'utf8')).toBe('mail [EMAIL_1]');
    expect((await stat(path('self.txt'))).mode & 0o777).toBe(0o640);
  });

  it('that is new may be read by its owner only', async () => {
    await writeFile(path('new.txt'), 'mail a@x.example');
    await node.createSanitizer().sanitizeFile(path('new.txt'), path('new.out'));
    expect((await stat(path('new.out'))).mode & 0o777).toBe(0o600);
  });

  it('keeps bytes that are no UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0x80]),
      Buffer.from(' a@x.example '),
      Buffer.from([0xc3]),
    ]);
    await writeFile(path('raw.bin'), bytes);
    for (const format of ['text', 'jsonl', 'yaml', 'csv'] as const) {
      await node.createSanitizer().sanitizeFile(path('raw.bin'), path('raw.out'), { format });
      const output = await readFile(path('raw.out'));
      expect([...output.subarray(0, 3), ...output.subarray(-1)]).toEqual([0xff, 0xfe, 0x80, 0xc3]);
      expect(output.includes('a@x.example')).toBe(false);
    }
  });

  it('may be empty', async () => {
    await writeFile(path('empty.txt'), '');
    expect(
      await node
        .createSanitizer()
        .sanitizeFile(path('empty.txt'), path('empty.out'), { workers: 4 }),
    ).toMatchObject({
      counts: {},
      bytesRead: 0,
      bytesWritten: 0,
    });
  });

  it('tells how far it is, to the end', async () => {
    await writeFile(path('progress.txt'), linesOf(1.2e6, ['\n']));
    for (const workers of [1, 2]) {
      const seen: number[] = [];
      const { bytesRead } = await node
        .createSanitizer()
        .sanitizeFile(path('progress.txt'), path('progress.out'), {
          format: 'text',
          workers,
          onProgress: ({ bytesDone, bytesTotal }) => seen.push(bytesDone / bytesTotal),
        });
      expect(seen.length).toBeGreaterThan(1);
      expect([...seen].sort((a, b) => a - b)).toEqual(seen);
      expect(seen.at(-1)).toBe(1);
      expect(bytesRead).toBe((await stat(path('progress.txt'))).size);
    }
  });

  it('that is given up leaves the output as it was, and nothing beside it', async () => {
    await mkdir(path('given-up'));
    await writeFile(path('given-up/in.txt'), linesOf(1.2e6, ['\n']));
    await writeFile(path('given-up/out.txt'), 'before');
    const ending = new AbortController();
    const sanitizing = node
      .createSanitizer()
      .sanitizeFile(path('given-up/in.txt'), path('given-up/out.txt'), {
        format: 'text',
        workers: 2,
        signal: ending.signal,
        onProgress: () => ending.abort(),
      });
    await expect(sanitizing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readFile(path('given-up/out.txt'), 'utf8')).toBe('before');
    expect((await readdir(path('given-up'))).sort()).toEqual(['in.txt', 'out.txt']);
  });

  it('that cannot be read or written is told as such', async () => {
    const sanitizer = node.createSanitizer();
    await writeFile(path('some.txt'), 'x');
    const codeOf = (input: string, output: string) =>
      sanitizer.sanitizeFile(path(input), path(output)).then(
        () => 'none',
        (error: { name: string; code: string; hint: string }) =>
          `${error.name} ${error.code} ${error.hint.length > 0}`,
      );
    expect(await codeOf('missing.txt', 'x.out')).toBe('SanitizeFileError input_not_found true');
    expect(await codeOf('.', 'x.out')).toBe('SanitizeFileError input_not_a_file true');
    expect(await codeOf('some.txt', 'no/such/x.out')).toBe(
      'SanitizeFileError output_not_writable true',
    );
    expect(await codeOf('some.txt', '.')).toBe('SanitizeFileError output_not_writable true');
  });

  it('with detectors of your own is sanitized by one thread', async () => {
    await writeFile(path('own.txt'), linesOf(1.2e6, ['\n']));
    const detectors = [
      node.defineDetector({ rule: 'x', type: 'x', anchors: ['at'], find: () => undefined }),
    ];
    const sanitizer = node.createSanitizer({ detectors });
    await expect(
      sanitizer.sanitizeFile(path('own.txt'), path('own.out'), { format: 'text', workers: 2 }),
    ).rejects.toMatchObject({
      code: 'workers_unavailable',
    });
    await sanitizer.sanitizeFile(path('own.txt'), path('own.out'), { format: 'text' });
  });
});

describe('words in a file', () => {
  it('are read from the folder that is named', async () => {
    await writeFile(path('customers.txt'), '# ours\r\nAcme\r\n\r\nApex Labs\r\n');
    const pattern = { type: 'words', name: 'customer', file: 'customers.txt' } as const;
    const sanitizer = node.createSanitizer({ patterns: [pattern] }, { folder });
    expect(sanitizer.sanitize('acme and apex labs').text).toBe('[CUSTOMER_1] and [CUSTOMER_2]');
  });

  it('that cannot be read are told by their key', async () => {
    await writeFile(path('none.txt'), '# none\n');
    for (const file of ['missing.txt', 'none.txt', '']) {
      const pattern = { type: 'words', name: 'customer', file } as const;
      expect(() => node.createSanitizer({ patterns: [pattern] }, { folder })).toThrow(
        expect.objectContaining({ name: 'SanitizerConfigurationError', key: 'patterns[0].file' }),
      );
    }
  });
});

describe('a stream of Node', () => {
  it('does to bytes what sanitize does to a text', async () => {
    const text = linesOf(3e5, ['\n', ' ']);
    await writeFile(path('piped.txt'), text);
    const sanitizer = node.createSanitizer();
    const output: Buffer[] = [];
    const source = createReadStream(path('piped.txt'), { highWaterMark: 1021 });
    for await (const piece of source.pipe(sanitizer.transform())) output.push(piece as Buffer);
    expect(Buffer.concat(output).toString() === sanitizer.sanitize(text).text).toBe(true);
  });
});

describe('a vault in a file', () => {
  it('is read by its owner only, and opened with its key', async () => {
    const vault = node.createVault();
    node.createSanitizer().sanitize('jane@x.example', { placeholders: vault });
    await node.writeVault(vault, path('vault.json'), KEY);
    expect((await stat(path('vault.json'))).mode & 0o777).toBe(0o600);
    expect((await node.readVault(path('vault.json'), KEY)).restore('[EMAIL_1]')).toBe(
      'jane@x.example',
    );
    await expect(node.readVault(path('no-vault.json'), KEY)).rejects.toMatchObject({
      code: 'input_not_found',
    });
  });
});
