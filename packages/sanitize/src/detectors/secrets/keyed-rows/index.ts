import { lazily } from '../../../engine/lazily.js';
import { clouds } from './clouds.js';
import { insight } from './insight.js';
import { type KeyedRow, readKeyedRows } from './keyed-row.js';
import { messaging } from './messaging.js';
import { money } from './money.js';
import { tools } from './tools.js';

export type { KeyedRow } from './keyed-row.js';

/** All secrets without a form of their own. Adding one is adding a row. */
export const keyedRows = lazily((): readonly KeyedRow[] =>
  [clouds, money, messaging, insight, tools].flatMap(readKeyedRows),
);
