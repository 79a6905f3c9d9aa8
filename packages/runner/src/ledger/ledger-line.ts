import { crc32 } from 'node:zlib';
import type { ResultRow } from '@fluxloop/core/contract';

const HEAD = '{"crc32":"';
const HEAD_BYTES = HEAD.length + 8 + 2;
const COMMA = 0x2c;

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
 * The same line without its checksum; {@link sealLine} puts it in once the line is bytes, which need not
 * be made twice then.
 */
export function unsealedLine(row: ResultRow): string {
  // The brace of the row stands where a comma is to be.
  return `${HEAD}00000000"${JSON.stringify(row)}\n`;
}

/** Completes an {@link unsealedLine} that stands from `start` to `end` among the bytes. */
export function sealLine(bytes: Buffer, start: number, end: number): void {
  bytes[start + HEAD_BYTES - 1] = COMMA;
  const sum = checksum(bytes.subarray(start + HEAD_BYTES, end - 1));
  bytes.write(sum, start + HEAD.length, 'latin1');
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
  return crc32(data).toString(16).padStart(8, '0');
}
