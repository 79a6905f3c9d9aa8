import { lazily } from '../../../engine/lazily.js';
import { clouds } from './clouds.js';
import { codeHosts } from './code-hosts.js';
import { databases } from './databases.js';
import { delivery } from './delivery.js';
import { messaging } from './messaging.js';
import { models } from './models.js';
import { observability } from './observability.js';
import { own } from './own.js';
import { payment } from './payment.js';
import { productivity } from './productivity.js';
import { registries } from './registries.js';
import { readTokenRows, type TokenRow } from './token-row.js';

export type { TokenRow } from './token-row.js';

/** All vendors' tokens. Adding one is adding a row. Where two prefixes match, the first row wins. */
export const tokenRows = lazily((): readonly TokenRow[] =>
  [
    own,
    clouds,
    codeHosts,
    delivery,
    payment,
    messaging,
    models,
    databases,
    observability,
    registries,
    productivity,
  ].flatMap(readTokenRows),
);
