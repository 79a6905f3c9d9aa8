import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Hit } from './search.ts';

/** How much of a marker is looked up before all of it is compared. */
const HEAD = 6;
const BLOB = /[A-Za-z0-9+/_-]{24,}={0,2}/g;

/** Looks for many markers at once, in all the forms in which a text may be kept. */
export class MarkerSearch {
  readonly #byHead = new Map<string, { spelling: string; marker: string }[]>();

  constructor(markers: readonly string[]) {
    for (const marker of new Set(markers)) {
      for (const spelling of new Set([marker, squeezed(marker)])) {
        if (spelling.length < HEAD) throw new Error(`${marker} is too short to look for`);
        const head = spelling.slice(0, HEAD);
        this.#byHead.set(head, [...(this.#byHead.get(head) ?? []), { spelling, marker }]);
      }
    }
  }

  /** The markers that stand in a text as it is, unescaped, decoded, or without blanks and dashes. */
  text(where: string, text: string): Hit[] {
    const found = new Set<string>();
    for (const form of forms(text)) this.#scan(form, found);
    return [...found].map((marker) => ({ where, marker }));
  }

  /** The markers in a file's content, unpacked where it is gzip (RFC 1952). */
  bytes(where: string, bytes: Buffer): Hit[] {
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return this.text(where, (isGzip ? gunzipSync(bytes) : bytes).toString('utf8'));
  }

  /** The markers in the files below a folder and in their names, but for what `skip` says. */
  folder(folder: string, skip: (path: string) => boolean = () => false): Hit[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (skip(path)) return [];
      const inName = this.text(`the name ${path}`, entry.name);
      if (entry.isDirectory()) return [...inName, ...this.folder(path, skip)];
      return entry.isFile() ? [...inName, ...this.bytes(path, readFileSync(path))] : inName;
    });
  }

  #scan(text: string, found: Set<string>): void {
    for (let at = 0; at + HEAD <= text.length; at += 1) {
      for (const { spelling, marker } of this.#byHead.get(text.slice(at, at + HEAD)) ?? []) {
        if (text.startsWith(spelling, at)) found.add(marker);
      }
    }
  }
}

function forms(text: string): string[] {
  const unescaped = text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll('\\/', '/');
  const decoded = percentDecoded(unescaped);
  const plain = decoded
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll('&amp;', '&');
  const blobs = [...text.matchAll(BLOB)].flatMap(([blob]) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(blob.slice(offset), 'base64').toString('latin1')),
  );
  return [...new Set([text, unescaped, decoded, plain, squeezed(plain)]), blobs.join('\n')];
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Without what people put between digits. */
function squeezed(text: string): string {
  return text.replace(/(?<=[0-9A-Z])[\s().-]+(?=[0-9(])/g, '').replace(/^\((?=\d)/, '');
}
