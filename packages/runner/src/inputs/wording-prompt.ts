import type { PromptMessage } from '../model/chat-message.js';
import type { Json } from '../scenario/canonical-json.js';
import type { InputDraft, InputPlan } from './generate.js';
import { SLOT_NAMES } from './slots.js';

/** What a model answers: for each input a conversation, for each conversation its turns. */
export const WORDING_SCHEMA: { [key: string]: Json } = {
  type: 'object',
  properties: {
    conversations: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
  },
  required: ['conversations'],
  additionalProperties: false,
};

/** What a model is asked: in its words, what the drafts say in ours. */
export function wordingMessages(drafts: readonly InputDraft[], plan: InputPlan): PromptMessage[] {
  const { persona, turns, intents } = plan;
  const { tone, verbosity, knowledge, casing, learner, typos } = persona.traits;
  const slots = [...new Set([...intents.slots.keys(), ...SLOT_NAMES])];
  return [
    {
      role: 'system',
      content: [
        'You write what users type to an AI agent, to test it. You write as the given persona does, in the given language, each time in other words.',
        `Never make up names of persons, addresses, phone numbers, account or card numbers, or any other data of a person. Where one belongs, write one of these slots as it is, in braces: ${slots.map((slot) => `{${slot}}`).join(' ')}.`,
        `Answer with one JSON object {"conversations": [[…], …]}: one list for each entry of "wanted", in their order, each with exactly ${turns} ${turns === 1 ? 'text' : 'texts'}, which are the user's turns. Nothing else.`,
      ].join('\n\n'),
    },
    {
      role: 'user',
      content: JSON.stringify({
        persona: {
          name: persona.name,
          description: persona.description,
          traits: { tone, verbosity, knowledge, casing, learner, typos },
        },
        wanted: drafts.map(({ intent, metadata, turns: said }) => ({
          number: metadata.index,
          language: metadata.locale,
          intent: intent?.name ?? null,
          for_example: said,
        })),
      }),
    },
  ];
}
