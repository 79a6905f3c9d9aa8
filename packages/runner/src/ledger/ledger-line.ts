import { crc32 } from 'node:zlib';
import type { ResultRow } from '@fluxloop/core/contract';

const HEAD = '{"crc32":"';
const CHECKSUM_DIGITS = 8;
const HEAD_BYTES = HEAD.length + CHECKSUM_DIGITS + 2;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/**
 * A row as a line of `results.jsonl`: the row's JSON with one key before the others, the CRC-32
 * (ISO-HDLC, as in gzip) of every byte after it. It is plain JSONL for any reader; the checksum tells
 * a torn or altered line from a whole one.
 * @returns the line with its line feed
 */
export function encodeLine(row: ResultRow): string {
  const rest = JSON.stringify(row).slice(1);
  return `${HEAD}${checksum(rest)}",${rest}\n`;
}

/**
 * The same line without its checksum; {@link sealLines} puts it in once the line is bytes, which need not
 * be made twice then.
 */
export function unsealedLine(row: ResultRow): string {
  // The brace of the row stands where a comma is to be.
  return `${HEAD}00000000"${JSON.stringify(row)}\n`;
}

/** Completes {@link unsealedLine}s that have become bytes; there is nothing else among them. */
export function sealLines(lines: Buffer): void {
  let start = 0;
  while (start < lines.length) {
    const end = lines.indexOf(LINE_FEED, start);
    const content = start + HEAD_BYTES;
    lines[content - 1] = COMMA;
    writeHex(lines, start + HEAD.length, crc32(lines.subarray(content, end)));
    start = end + 1;
  }
}

/** A number of 32 bits as eight digits. */
function writeHex(bytes: Buffer, start: number, value: number): void {
  for (let digit = 0; digit < CHECKSUM_DIGITS; digit += 1) {
    const four = (value >>> (28 - 4 * digit)) & 0xf;
    // `0` is 0x30, `a` is 0x61.
    bytes[start + digit] = four < 10 ? 0x30 + four : 0x57 + four;
  }
}

/**
 * The JSON of the row in a line, without the checksum.
 * @param line - the line's bytes without the line feed
 * @returns `null` when the line is not whole
 */
export function lineContent(line: Buffer): string | null {
  if (line.length <= HEAD_BYTES) return null;
  const rest = line.toString('utf8', HEAD_BYTES);
  const head = line.toString('latin1', 0, HEAD_BYTES);
  return head === `${HEAD}${checksum(line.subarray(HEAD_BYTES))}",` ? `{${rest}` : null;
}

/**
 * Reads a line that {@link encodeLine} wrote.
 * @returns `null` when the line is not whole
 */
export function decodeLine(line: Buffer): ResultRow | null {
  const content = lineContent(line);
  // A line with the right checksum is what this engine wrote from a ResultRow.
  return content === null ? null : (JSON.parse(content) as ResultRow);
}

function checksum(data: string | Buffer): string {
  return crc32(data).toString(16).padStart(CHECKSUM_DIGITS, '0');
}
