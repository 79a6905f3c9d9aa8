import { type FileHandle, open } from 'node:fs/promises';
import { ConfigurationError } from '@fluxloop/core/errors';
import { systemCode } from '../ledger/ledger-error.js';
import { isObject } from '../scenario/canonical-json.js';
import { AgentReportError, readReport } from './agent-report.js';
import { OffsetIndex } from './offset-index.js';
import type { TurnReply } from './target.js';

const CHUNK_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/** The answers of one recorded conversation, oldest first. */
export type Recording = readonly TurnReply[];

/** How a conversation is looked for. */
export interface RecordingKey {
  caseId: string;
  /** Zero-based. */
  iteration: number;
  /** What the user says first. */
  input: string;
}

/**
 * A file of recorded answers. It is read once, and only where its lines begin is kept in memory: sixteen
 * bytes for each of their keys.
 *
 * A line is a JSON object in one of three forms:
 * - `{"input": "…", "output": "…"}`, with `tool_calls`, `metadata`, `usage`, `state` and `latency_ms` if any;
 * - `{"case_id": "c_…", "output": "…"}`, with `iteration` if there are several;
 * - a row of a ledger, whose agent's messages are the answers.
 *
 * A conversation of several turns has a list as its `output`, of texts or of objects with `text`.
 * A line with a case's id wins over one with its first input, and one with the iteration over one without.
 * Of several lines with the same key, the first holds for the first iteration and so on, and the last for
 * all that follow.
 */
export class RecordedAnswers {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #index: OffsetIndex;

  private constructor(file: FileHandle, path: string, index: OffsetIndex) {
    this.#file = file;
    this.#path = path;
    this.#index = index;
  }

  /**
   * @param path - of the file
   * @param shown - the path as errors show it
   * @throws ConfigurationError `replay_not_found`, `replay_invalid` with file and line
   */
  static async open(path: string, shown: string): Promise<RecordedAnswers> {
    const file = await open(path, 'r').catch((error: unknown) => {
      throw new ConfigurationError(
        'replay_not_found',
        `The recorded answers ${shown} cannot be read (${systemCode(error) ?? 'unknown'}).`,
        { hint: 'Correct runner.replay in fluxloop.yaml; the path counts from its folder.' },
      );
    });
    try {
      return new RecordedAnswers(file, shown, await indexLines(file, shown));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The conversation that was recorded for a case; `null` when there is none. */
  async find({ caseId, iteration, input }: RecordingKey): Promise<Recording | null> {
    const offsets = [
      this.#index.get(iterationKey(caseId, iteration)),
      this.#index.nth(caseKey(caseId), iteration),
      this.#index.nth(inputKey(input), iteration),
    ];
    for (const offset of offsets) {
      if (offset === undefined) continue;
      const line = await readLine(this.#file, offset);
      const recorded = parseRecording(line, this.#path, null);
      // Two keys may have the same number in the index.
      if (recorded.caseId === caseId || recorded.input === input) return recorded.answers;
    }
    return null;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

const inputKey = (input: string) => `input\n${input}`;
const caseKey = (caseId: string) => `case\n${caseId}`;
const iterationKey = (caseId: string, iteration: number) => `iteration\n${caseId}\n${iteration}`;

async function indexLines(file: FileHandle, path: string): Promise<OffsetIndex> {
  const index = new OffsetIndex();
  let number = 0;
  for await (const { line, offset } of linesOf(file, 0)) {
    number += 1;
    if (line.trim() === '') continue;
    const { caseId, iteration, input } = parseRecording(line, path, number);
    if (caseId !== null && iteration !== null) index.add(iterationKey(caseId, iteration), offset);
    else if (caseId !== null) index.add(caseKey(caseId), offset);
    if (input !== null) index.add(inputKey(input), offset);
  }
  return index;
}

async function readLine(file: FileHandle, offset: number): Promise<string> {
  for await (const { line } of linesOf(file, offset)) return line;
  return '';
}

async function* linesOf(
  file: FileHandle,
  start: number,
): AsyncGenerator<{ line: string; offset: number }> {
  let pieces: Buffer[] = [];
  let offset = start;
  let position = start;
  for (;;) {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
    const chunk = buffer.subarray(0, bytesRead);
    let begin = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, begin)) {
      yield { line: Buffer.concat([...pieces, chunk.subarray(begin, end)]).toString(), offset };
      pieces = [];
      begin = end + 1;
      offset = position + begin;
    }
    if (begin < bytesRead) pieces.push(chunk.subarray(begin));
    position += bytesRead;
    if (bytesRead === 0) break;
  }
  if (pieces.length > 0) yield { line: Buffer.concat(pieces).toString(), offset };
}

/** A line, as it is read. */
interface Recorded {
  caseId: string | null;
  iteration: number | null;
  input: string | null;
  answers: Recording;
}

function parseRecording(line: string, path: string, number: number | null): Recorded {
  const refuse = (why: string): never => {
    throw new ConfigurationError('replay_invalid', `A recorded answer ${why}.`, {
      location: { file: path, ...(number === null ? {} : { line: number }) },
      hint: 'A line is like {"input": "Hello", "output": "Good morning"}; see docs/targets.md.',
    });
  };
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return refuse('is not JSON');
  }
  if (!isObject(fields)) return refuse('is no JSON object');
  const messages = Array.isArray(fields.messages) ? fields.messages.filter(isObject) : null;
  const said = messages?.find(({ role }) => role === 'user')?.text ?? fields.input ?? fields.text;
  const caseId = typeof fields.case_id === 'string' ? fields.case_id : null;
  const input = typeof said === 'string' ? said : null;
  if (caseId === null && input === null) return refuse('has neither "case_id" nor "input"');
  try {
    const answers = messages === null ? outputs(fields) : messages.filter(isAgents);
    return {
      caseId,
      iteration: typeof fields.iteration === 'number' ? fields.iteration : null,
      input,
      answers: answers.map(readAnswer),
    };
  } catch (error) {
    if (!(error instanceof AgentReportError)) throw error;
    return refuse(error.message);
  }
}

function outputs(fields: Readonly<Record<string, unknown>>): unknown[] {
  const { output } = fields;
  if (Array.isArray(output)) return output;
  // What stands beside a single output belongs to it.
  return [isObject(output) ? output : { ...fields, text: output }];
}

function isAgents({ role }: Readonly<Record<string, unknown>>): boolean {
  return role === 'agent' || role === 'assistant';
}

function readAnswer(value: unknown): TurnReply {
  if (typeof value === 'string') return { text: value, latencyMs: 0 };
  if (!isObject(value) || typeof value.text !== 'string') {
    throw new AgentReportError('has an "output" that is neither a text nor an object with "text"');
  }
  const latency = value.latency_ms;
  return {
    text: value.text,
    ...readReport(value),
    latencyMs: typeof latency === 'number' && latency >= 0 ? latency : 0,
  };
}
