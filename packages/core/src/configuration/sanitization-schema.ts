import * as z from 'zod';

const words = z.array(z.string());

/** How values are replaced: the name of an operator, or a name with options. */
const operator = z.union([
  z.string(),
  z.strictObject({
    use: z.string(),
    /** `mask`: how many letters and digits at the end stay. */
    keep_last: z.number().optional(),
    /** `mask`: what stands for a letter or digit. */
    character: z.string().optional(),
  }),
]);

/** Words before a value that make it surer, or less sure. */
const context = z.strictObject({ raise: words.optional(), lower: words.optional() });

/** A type to find: a built-in one, a pattern of your own (`type: regex`), words of your own (`type: words`). */
const pattern = z.strictObject({
  type: z.string().min(1),
  replace: z.string().optional().describe("What takes the value's place, literally."),
  operator: operator.optional(),
  threshold: z.number().optional(),
  context: context.optional(),
  name: z.string().optional().describe('Of "regex" and "words": what the type is called.'),
  category: z.string().optional(),
  ignore_case: z.boolean().optional(),
  pattern: z.string().optional().describe('Of "regex": the expression, in the syntax of RE2.'),
  group: z.number().optional(),
  confidence: z.number().optional(),
  words: words
    .optional()
    .describe("Of words: the words, or a file with one a line, relative to the project's root."),
  file: z.string().optional(),
  whole_words: z.boolean().optional(),
});

/**
 * What is replaced before anything is stored or sent. Only the form is checked here; the sanitizer
 * knows the names of types and operators, and what goes with what.
 */
export const sanitization = z.strictObject({
  preset: z
    .string()
    .optional()
    .describe('A ready choice of types: "secrets", "pii", "llm", "strict".'),
  patterns: z.array(pattern).optional(),
  defaults: z.boolean().optional().describe('False: only the types in "patterns". Default: all.'),
  rules: words.optional().describe('Rules that are off unless they are named.'),
  operator: operator.optional(),
  /** What is left: a list of values, or more. */
  allow: z
    .union([
      words,
      z.strictObject({
        values: words.optional(),
        domains: words.optional(),
        patterns: words.optional(),
        reserved: z.union([z.boolean(), words]).optional(),
      }),
    ])
    .optional(),
  context: context.optional(),
  thresholds: z
    .union([z.number(), z.record(z.string(), z.number())])
    .optional()
    .describe('The least confidence, of all types or by type.'),
  markers: z
    .boolean()
    .optional()
    .describe('Whether "fluxloop:allow" in a line keeps what stands there.'),
  baseline: z
    .string()
    .min(1)
    .optional()
    .describe("A file of accepted findings, relative to the project's root."),
  decode: z.boolean().optional().describe('Whether base64 and percent-encoding are looked into.'),
  phone_region: z
    .string()
    .optional()
    .describe('A country, "GB", whose national phone numbers are found without a label too.'),
  /** The variable that holds the key of keyed placeholders, fakes and the baseline. */
  key_env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of a variable; the key itself is in it')
    .optional(),
});

/** The `sanitization` block. */
export type SanitizationConfiguration = z.output<typeof sanitization>;
