import type { ExpectedBehavior } from '../criteria/expected-behavior.js';
import { type Context, mergeContext } from './merge-context.js';
import type { Path } from './place.js';
import type { ChatMessage, ScenarioInput } from './scenario-schema.js';

/** One thing that the user says, as a scenario has it. */
export interface WrittenTurn {
  text: string;
  context: Context | undefined;
  criteria: readonly unknown[];
  expectedBehavior: ExpectedBehavior | undefined;
  /** From the input to the turn, and to the key of its text. */
  path: Path;
  textPath: Path;
}

/** What is said in an input, however it is written. */
export interface WrittenConversation {
  turns: readonly WrittenTurn[];
  /** What holds for all turns. */
  context: Context | undefined;
}

/** A conversation cannot be had with an agent. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly path: Path;
  readonly hint: string;

  constructor(message: string, path: Path, hint: string) {
    super(message);
    this.path = path;
    this.hint = hint;
  }
}

const HERE: Path = [];
const TEXT: Path = ['text'];
const INPUT: Path = ['input'];
const NO_CRITERIA: readonly unknown[] = [];

/**
 * The turns of an input: its one text, its `turns`, or the user's part of its `messages`.
 * @throws ConversationError for messages that are no text, or of which none is the user's
 */
export function conversationOf(input: ScenarioInput): WrittenConversation {
  if (input.messages !== undefined) return fromMessages(input.messages, input.context);
  const { context } = input;
  if (input.turns === undefined) {
    const { text } = input;
    const turn =
      text === undefined ? bareTurn(input.input ?? '', HERE, INPUT) : bareTurn(text, HERE, TEXT);
    return { context, turns: [turn] };
  }
  return {
    context,
    turns: input.turns.map((turn, index) => {
      const given: {
        text?: string;
        input?: string;
        context?: Context;
        expected_behavior?: ExpectedBehavior;
      } = turn as never;
      const key = given.text === undefined ? 'input' : 'text';
      return {
        text: given[key] ?? '',
        context: given.context,
        criteria: turn.criteria,
        expectedBehavior: given.expected_behavior,
        path: ['turns', index],
        textPath: ['turns', index, key],
      };
    }),
  };
}

function bareTurn(text: string, path: Path, textPath: Path): WrittenTurn {
  return {
    text,
    context: undefined,
    criteria: NO_CRITERIA,
    expectedBehavior: undefined,
    path,
    textPath,
  };
}

function fromMessages(
  messages: readonly ChatMessage[],
  context: Context | undefined,
): WrittenConversation {
  const turns: WrittenTurn[] = [];
  const system: string[] = [];
  for (const [index, message] of messages.entries()) {
    const path = ['messages', index];
    if (message.role === 'user') {
      turns.push(bareTurn(messageText(message, path), path, [...path, 'content']));
    } else if (message.role === 'system' || message.role === 'developer') {
      system.push(messageText(message, path));
    }
  }
  if (turns.length === 0) {
    throw new ConversationError(
      "None of the messages is the user's, so there is nothing to say to the agent.",
      ['messages'],
      'Add { role: user, content: "…" }.',
    );
  }
  const told = system.length === 0 ? undefined : { system: system.join('\n\n') };
  return { turns, context: mergeContext(told, context) };
}

/**
 * The text of a chat message.
 * @throws ConversationError for pictures and sounds, and for nothing at all
 */
export function messageText({ content }: ChatMessage, path: Path): string {
  const parts = Array.isArray(content) ? content : [{ type: 'text', text: content ?? '' }];
  const other = parts.find(
    ({ type, text }) => text === undefined || !/^(?:input_)?text$/.test(type),
  );
  if (other !== undefined) {
    throw new ConversationError(
      `A message holds something that is no text: ${other.type}.`,
      [...path, 'content'],
      'Only text can be typed to an agent.',
    );
  }
  const text = parts.map((part) => part.text ?? '').join('\n');
  if (text === '') {
    throw new ConversationError('A message says nothing.', [...path, 'content'], 'Give it a text.');
  }
  return text;
}
