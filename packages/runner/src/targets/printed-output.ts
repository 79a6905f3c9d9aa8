import type { Readable } from 'node:stream';
import type { Sanitizer } from '@fluxloop/core/sanitizer';

/**
 * Shows on standard error what the user's code prints in a thread of this process: standard output
 * belongs to the command. Logs of CI are kept as reports are, so in a sanitized run nothing raw is in them.
 *
 * @param streams - standard output and standard error of the thread
 * @param sanitizer - what goes over it first; `null` shows it as it is
 */
export function showPrinted(streams: readonly Readable[], sanitizer: Sanitizer | null): void {
  for (const stream of streams) {
    if (sanitizer === null) stream.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    else showSanitized(stream, sanitizer);
  }
}

/** What recognises secrets is made ready only for code that prints. */
function showSanitized(stream: Readable, sanitizer: Sanitizer): void {
  let writer: WritableStreamDefaultWriter<string> | null = null;
  const open = () => {
    const { readable, writable } = sanitizer.stream();
    void show(readable).catch(() => undefined);
    return writable.getWriter();
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    writer ??= open();
    stream.pause();
    const resume = () => void stream.resume();
    writer.write(text).then(resume, resume);
  });
  stream.once('close', () => void writer?.close().catch(() => undefined));
}

/** Whole lines, so that several streams do not come between each other's words. */
async function show(readable: ReadableStream<string>): Promise<void> {
  let line = '';
  for await (const text of readable) {
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) process.stderr.write(line + text.slice(0, end));
    line = end > 0 ? text.slice(end) : line + text;
  }
  if (line !== '') process.stderr.write(line);
}
