import type { ImportChatsOptions } from './import-chats.js';
import type { ImportRecordsOptions } from './import-records.js';
import type { ImportResult } from './imported-scenario.js';
import type { ImportPromptfooOptions } from './promptfoo/import-promptfoo.js';

/** Reads what other tools have written and writes scenarios of it; each is loaded when it is called. */
export const importers = {
  /** A promptfoo configuration, or a table of its tests. */
  async promptfoo(options: ImportPromptfooOptions): Promise<ImportResult> {
    return (await import('./promptfoo/import-promptfoo.js')).importPromptfoo(options);
  },
  /** A `.csv` or `.jsonl` file of questions and answers. */
  async records(options: ImportRecordsOptions): Promise<ImportResult> {
    return (await import('./import-records.js')).importRecords(options);
  },
  /** Chat messages in OpenAI's form. */
  async chats(options: ImportChatsOptions): Promise<ImportResult> {
    return (await import('./import-chats.js')).importChats(options);
  },
};
