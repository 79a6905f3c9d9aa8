import * as z from 'zod';
import { isJson, type Json } from './canonical-json.js';

const json = z.custom<Json>(isJson, 'expected plain values: texts, numbers, lists, maps');

const fields = {
  description: z.string().min(1).optional().describe('Who it is, in a sentence.'),
  context: z
    .record(z.string(), json)
    .optional()
    .describe('What the agent is given to know when this persona asks.'),
  traits: z
    .record(z.string(), json)
    .optional()
    .describe('How it speaks: tone, verbosity, typos, locale; for generated inputs.'),
  weight: z
    .number()
    .min(0)
    .max(1e3)
    .optional()
    .describe('How much its cases count, times their own weight. Default: 1.'),
};

/** Somebody who talks to the agent, as a scenario declares it. */
export const persona = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .describe('What it is called; texts know it as {{ persona.name }}.'),
  ...fields,
});

/** A file of `personas/`: one persona, named after the file unless it says otherwise. */
export const personaFile = z.strictObject({
  name: z.string().min(1).max(200).optional().describe("Its name. Default: the file's."),
  ...fields,
});

/** Somebody who talks to the agent. */
export type Persona = z.output<typeof persona>;
