import { extname } from 'node:path';
import type { SourceLocation } from '@fluxloop/core/errors';
import type { ImportNotes } from '../import-notes.js';
import { NotKept } from './assertion-kinds.js';
import type { ReferencedFiles } from './referenced-files.js';
import { isMapping, type Spot } from './spot.js';
import { fillTemplate, TemplateError } from './template.js';

/** One thing that is said, in a prompt that is a conversation. */
export interface PromptMessage {
  role: string;
  content: string;
}

/** A prompt, still with its variables to be filled in. */
export interface Prompt {
  location: SourceLocation;
  /** What is said; `null` for a template that only nunjucks itself can fill. */
  template: string | readonly PromptMessage[] | null;
  /** Why the template is `null`. */
  why: string;
  /** As it is written. */
  source: string;
  /** Whether it repeats what was said before: its tests are turns of a conversation. */
  remembers: boolean;
}

/** A line that separates prompts in a file: https://www.promptfoo.dev/docs/configuration/prompts */
const SEPARATOR = /^---[ \t]*$/m;
const FILE = /^file:\/\/|^[^\n{}]*\.(?:txt|md|json|ya?ml|j2|csv|[cm]?[jt]s|py)$/;

/**
 * The prompts of a configuration. What is code or cannot be read is noted; where no prompt is left, what
 * the user says is the test's one text.
 */
export async function readPrompts(
  spot: Spot,
  files: ReferencedFiles,
  notes: ImportNotes,
): Promise<Prompt[]> {
  const prompts: Prompt[] = [];
  for (const item of spot.items) {
    const named = isMapping(item.value)
      ? (item.at('raw').value ?? item.at('id').value)
      : item.value;
    try {
      prompts.push(...(await promptsOf(named, item, files)));
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      notes.add(item.location, 'prompt', error.message);
    }
  }
  return prompts;
}

async function promptsOf(named: unknown, spot: Spot, files: ReferencedFiles): Promise<Prompt[]> {
  if (Array.isArray(named)) return [chatPrompt(named, spot.location)];
  if (typeof named !== 'string') throw new NotKept('it is neither a text nor a file');
  if (!FILE.test(named)) return [textPrompt(named, spot.location)];
  const prompts: Prompt[] = [];
  for (const path of await files.paths(named)) {
    const file = await files.read(path);
    if (typeof file.value === 'string') {
      const parts = extname(path) === '.json' ? [file.value] : file.value.split(SEPARATOR);
      for (const part of parts) {
        if (part.trim() !== '') prompts.push(textPrompt(part.trim(), file.location));
      }
    } else prompts.push(chatPrompt(file.value, file.location));
  }
  return prompts;
}

function textPrompt(text: string, location: SourceLocation): Prompt {
  const remembers = /\b_conversation\b/.test(text);
  const chat = text.startsWith('[') || text.startsWith('{') ? parseChat(text) : null;
  if (chat !== null) return { ...chatPrompt(chat, location), remembers };
  const problem = problemOf(text);
  const looksLikeChat = /^\[?\s*\{\s*"?role"?\s*:/.test(text);
  return problem === null && !looksLikeChat
    ? { location, template: text, why: '', source: text, remembers }
    : {
        location,
        template: null,
        why: problem ?? 'a conversation in a template',
        source: text,
        remembers,
      };
}

/** A template is tried without variables: only its syntax decides whether it can be filled. */
function problemOf(text: string): string | null {
  try {
    fillTemplate(text, {});
    return null;
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

function parseChat(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function chatPrompt(value: unknown, location: SourceLocation): Prompt {
  const source = JSON.stringify(value) ?? '';
  const unkept = (why: string): Prompt => ({
    location,
    template: null,
    why,
    source,
    remembers: false,
  });
  if (!Array.isArray(value)) return unkept('it is no list of messages');
  const messages: PromptMessage[] = [];
  for (const message of value) {
    if (!isMapping(message) || typeof message.role !== 'string') {
      return unkept('it is no list of messages');
    }
    if (typeof message.content !== 'string') return unkept('a message in it is no text');
    const problem = problemOf(message.content);
    if (problem !== null) return unkept(problem);
    messages.push({ role: message.role, content: message.content });
  }
  return { location, template: messages, why: '', source, remembers: false };
}

/** Names of variables that are what the user says, where no prompt can tell. */
const SPEECH =
  /^(?:input|question|query|prompt|message|text|user_?(?:input|message|query)|topic)$/i;

/** The variable that holds what the user says; `null` when it cannot be told. */
export function speechVariable(variables: Readonly<Record<string, unknown>>): string | null {
  const texts = Object.keys(variables).filter((name) => typeof variables[name] === 'string');
  const known = texts.filter((name) => SPEECH.test(name));
  if (known.length === 1) return known[0] ?? null;
  return texts.length === 1 ? (texts[0] ?? null) : null;
}
