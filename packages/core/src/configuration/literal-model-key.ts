import * as z from 'zod';

/**
 * `api_key` beside a model's address. It is in the schema to be refused with the right way instead of
 * with "unknown key": a configuration is committed and shared.
 */
export const literalModelKey = z
  .custom<undefined>((value) => value === undefined, {
    message: 'A key does not belong into fluxloop.yaml: the file is committed and shared.',
    params: {
      code: 'literal_api_key',
      hint: 'Remove the line, revoke the key if the file was ever committed, and name the variable that holds it: api_key_env: OPENAI_API_KEY',
    },
  })
  // Editors, which read the JSON Schema, refuse it too.
  .meta({ description: 'Never here: name the variable in api_key_env.', not: {} })
  .optional();
