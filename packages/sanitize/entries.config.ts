/** What the package exports, each from a file of that name. */
export const ENTRIES = [
  'index',
  'node',
  'secrets',
  'pii',
  'llm',
  'strict',
  'regex',
  'report',
  'testing',
];
