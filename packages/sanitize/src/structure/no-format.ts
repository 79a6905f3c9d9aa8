import type { FormatPart } from '../configuration/catalog.js';

/** Text, which is scanned as a whole, and nothing else. */
export const TEXT_ONLY: FormatPart = {
  known: [],
  createWalker: () => undefined,
  advance: (_format, _leaves, plain) => plain(),
  editsOfString: (leaves, value, context) => leaves.editsOf(value, context),
  formatOf: () => 'text',
};
