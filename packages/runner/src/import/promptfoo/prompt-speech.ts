import type { Json } from '../../scenario/canonical-json.js';
import type { ImportNotes } from '../import-notes.js';
import type { ImportedInput } from '../imported-scenario.js';
import { type Prompt, type PromptMessage, speechVariable } from './prompts.js';
import { isMapping, type Spot } from './spot.js';
import { fillTemplate } from './template.js';
import type { TestVariables } from './variables.js';

/** What is said around the text of a test. */
export interface Affixes {
  prefix: string;
  suffix: string;
}

/**
 * What the user says in a test: the prompt with its variables filled in, or where no prompt can be
 * filled, the one variable that is what the user says.
 * @returns `text` or `turns`, and the context `system` of a system message; `null` when it cannot be told
 */
export function speechOf(
  prompt: Prompt | null,
  variables: TestVariables,
  { prefix, suffix }: Affixes,
  test: Spot,
  notes: ImportNotes,
): ImportedInput | null {
  const template = prompt?.template ?? null;
  if (typeof template === 'string') {
    const text = fillTemplate(`${prefix}${template}${suffix}`, variables);
    return needText({ text }, test, notes);
  }
  if (template !== null) {
    const messages = template.map(({ role, content }) => ({
      role,
      content: fillTemplate(content, variables),
    }));
    return fromMessages(messages, test, notes);
  }
  const chat = Object.values(variables).find(isChat);
  if (chat !== undefined) return fromMessages(chat.map(messageOf), test, notes);
  const name = speechVariable(variables);
  if (name === null) {
    const why =
      prompt === null
        ? 'there is no prompt that could be kept, and several variables might be what the user says'
        : 'its prompt cannot be filled in, and several variables might be what the user says';
    notes.add(test.location, 'test', why);
    return null;
  }
  return needText({ text: `${prefix}${String(variables[name])}${suffix}` }, test, notes);
}

function fromMessages(
  messages: readonly PromptMessage[],
  test: Spot,
  notes: ImportNotes,
): ImportedInput | null {
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const said = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  if (messages.some(({ role }) => role === 'assistant')) {
    const why =
      'what the agent said before is its own business: it says it again, or something else';
    notes.add(test.location, 'messages of the assistant', why);
  }
  const [first] = said;
  if (first === undefined) {
    notes.add(test.location, 'test', 'no message of the user is in its prompt');
    return null;
  }
  const told: ImportedInput =
    system.length === 0
      ? {}
      : { context: { system: system.map(({ content }) => content).join('\n\n') } };
  return said.length === 1
    ? needText({ text: first, ...told }, test, notes)
    : { turns: said, ...told };
}

function needText(input: ImportedInput, test: Spot, notes: ImportNotes): ImportedInput | null {
  if (input.text !== '') return input;
  notes.add(test.location, 'test', 'the user says nothing in it');
  return null;
}

/** Chat messages as a variable: `{ role, content }`, or in short `{ user: … }`. */
function isChat(value: Json): value is Json[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isMapping(item) && messageOf(item as Json) !== null) &&
    value.some((item) => messageOf(item as Json).role === 'user')
  );
}

function messageOf(value: Json): PromptMessage {
  const message = isMapping(value) ? value : {};
  if (typeof message.role === 'string') {
    return { role: message.role, content: String(message.content ?? '') };
  }
  const [[role, content] = ['', '']] = Object.entries(message);
  return { role, content: String(content) };
}
