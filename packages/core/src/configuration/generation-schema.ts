import * as z from 'zod';
import { DEFAULTS } from './defaults.js';
import { judge } from './judge-schema.js';

/** `generation:` of `fluxloop.yaml`: the model that words inputs; it is reached as a judge is. */
export const generation = judge
  .pick({
    base_url: true,
    model: true,
    api_key_env: true,
    api_key: true,
    timeout: true,
    parallel: true,
  })
  .extend({
    temperature: z
      .number()
      .min(0)
      .max(2)
      .nullable()
      .default(DEFAULTS.generation.temperature)
      .describe('null leaves it to the model, for those that take no other.'),
    batch: z
      .int()
      .min(1)
      .max(50)
      .default(DEFAULTS.generation.batch)
      .describe('How many inputs are asked for in one request.'),
  });
/** `generation:` after parsing; `timeout` in milliseconds. */
export type GenerationConfiguration = z.output<typeof generation>;
