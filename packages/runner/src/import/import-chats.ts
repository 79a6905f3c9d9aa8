import { readFile } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import { parseYaml } from '@fluxloop/core/configuration';
import type { SourceLocation } from '@fluxloop/core/errors';
import * as z from 'zod';
import type { Json } from '../scenario/canonical-json.js';
import { ConversationError, messageText } from '../scenario/conversation.js';
import { parseJsonLine, readJsonLines } from '../scenario/data-records.js';
import { type ChatMessage, chatMessage } from '../scenario/scenario-schema.js';
import { ImportNotes } from './import-notes.js';
import {
  fileNameFrom,
  type ImportedInput,
  type ImportResult,
  type ImportTarget,
  needReadable,
  writeImport,
} from './imported-scenario.js';
import { type ReferenceCriterion, referenceCriterion } from './reference-criterion.js';
import type { WrittenCriterion } from './usable-criterion.js';

/** What {@link importChats} takes. */
export interface ImportChatsOptions extends ImportTarget {
  /** A `.jsonl` file with a conversation on each line, or a `.json` file with one or a list of them. */
  file: string;
  /** The folder that paths in notes count from. */
  cwd: string;
  /** What the scenario is called. Default: after the file. */
  name?: string | undefined;
  /** What is asked of an answer where the assistant's is known. Default: `comparison`, which a judge decides. */
  expect?: ReferenceCriterion;
}

const messages = z.array(chatMessage);

/**
 * Turns chat messages in OpenAI's form into a scenario: what users said becomes the turns, the system
 * message becomes context, and what the assistant said the reference that answers are held against.
 * Lines are `{"messages": […]}` as for fine-tuning, `{"body": {"messages": […]}}` as for batches,
 * `{"input": […], "ideal": "…"}` as for evals, or `{"prompt": "…", "completion": "…"}`.
 * https://platform.openai.com/docs/guides/supervised-fine-tuning
 * @throws UsageError `import_empty`, `file_exists`
 * @throws ConfigurationError `data_line_invalid`, `data_encoding` with the line; of YAML for a `.json` file
 */
export async function importChats(options: ImportChatsOptions): Promise<ImportResult> {
  const path = resolve(options.cwd, options.file);
  const shown = relative(options.cwd, path);
  await needReadable(path, shown);
  const notes = new ImportNotes();
  const name = fileNameFrom(options.name ?? shown.slice(0, -extname(shown).length));
  const expect = options.expect ?? 'comparison';
  return writeImport(
    [
      {
        name,
        frame: { name, interpolate: false },
        inputs: inputsOf(recordsOf({ path, shown }), expect, notes),
      },
    ],
    options,
    notes,
  );
}

/** A conversation as it was recorded. */
interface ChatRecord {
  value: unknown;
  location(): SourceLocation;
}

async function* recordsOf(file: { path: string; shown: string }): AsyncGenerator<ChatRecord> {
  if (extname(file.path).toLowerCase() !== '.json') {
    for await (const lines of readJsonLines(file)) {
      for (const line of lines) {
        yield { value: parseJsonLine(line), location: () => line.place.locate([]) };
      }
    }
    return;
  }
  const { value, locate } = await parseYaml({
    text: await readFile(file.path),
    file: file.shown,
    schema: z.unknown(),
  });
  const isList = Array.isArray(value) && !messages.safeParse(value).success;
  for (const [index, one] of (isList ? (value as unknown[]) : [value]).entries()) {
    yield { value: one, location: () => locate(isList ? [index] : []) };
  }
}

async function* inputsOf(
  records: AsyncIterable<ChatRecord>,
  expect: ReferenceCriterion,
  notes: ImportNotes,
): AsyncGenerator<ImportedInput> {
  for await (const record of records) {
    const chat = chatOf(record.value);
    if (chat === null) {
      notes.add(record.location(), 'conversation', 'it has neither "messages" nor "prompt"');
      continue;
    }
    try {
      const input = inputOfChat(chat, expect);
      if (input !== null) yield input;
      else notes.add(record.location(), 'conversation', "no message in it is the user's");
    } catch (error) {
      if (!(error instanceof ConversationError)) throw error;
      notes.add(record.location(), 'conversation', error.message);
    }
  }
}

/** Chat messages out of whatever holds them; `null` where nothing does. */
function chatOf(value: unknown): ChatMessage[] | null {
  const direct = messages.safeParse(value);
  if (direct.success) return direct.data;
  const holder = z
    .looseObject({
      messages: messages.optional(),
      body: z.looseObject({ messages }).optional(),
      input: messages.optional(),
      ideal: z.union([z.string(), z.array(z.string())]).optional(),
      prompt: z.string().optional(),
      completion: z.string().optional(),
    })
    .safeParse(value);
  if (!holder.success) return null;
  const { messages: own, body, input, ideal, prompt, completion } = holder.data;
  const answer = (text: string | undefined): ChatMessage[] =>
    text === undefined ? [] : [{ role: 'assistant', content: text }];
  if (own !== undefined) return own;
  if (body !== undefined) return body.messages;
  if (input !== undefined) return [...input, ...answer(Array.isArray(ideal) ? ideal[0] : ideal)];
  if (prompt === undefined) return null;
  return [{ role: 'user', content: prompt }, ...answer(completion?.trim())];
}

function inputOfChat(
  chat: readonly ChatMessage[],
  expect: ReferenceCriterion,
): ImportedInput | null {
  const turns: { text: string; criteria: WrittenCriterion[] }[] = [];
  const system: string[] = [];
  for (const [index, message] of chat.entries()) {
    if (message.role === 'system' || message.role === 'developer') {
      system.push(messageText(message, [index]));
    } else if (message.role === 'user') {
      turns.push({ text: messageText(message, [index]), criteria: [] });
    } else if (message.role === 'assistant') {
      turns.at(-1)?.criteria.push(...criteriaOfAnswer(message, expect));
    }
  }
  const [first] = turns;
  if (first === undefined) return null;
  const context: ImportedInput =
    system.length === 0 ? {} : { context: { system: system.join('\n\n') } };
  return turns.length === 1
    ? { ...withoutEmpty(first), ...context }
    : { turns: turns.map(withoutEmpty), ...context };
}

/** What the assistant said, and the tools that it called before it did. */
function criteriaOfAnswer(message: ChatMessage, expect: ReferenceCriterion): WrittenCriterion[] {
  if (expect === 'none') return [];
  const calls = z
    .array(z.looseObject({ function: z.looseObject({ name: z.string() }) }))
    .safeParse(message.tool_calls);
  const tools = calls.success
    ? calls.data.map(({ function: { name } }) => ({ 'tool-called': name }))
    : [];
  const isEmpty =
    message.content === null || message.content === undefined || message.content === '';
  return isEmpty ? tools : [...tools, ...referenceCriterion(messageText(message, []), expect)];
}

function withoutEmpty({ text, criteria }: { text: string; criteria: WrittenCriterion[] }): {
  [key: string]: Json;
} {
  return criteria.length === 0 ? { text } : { text, criteria };
}
