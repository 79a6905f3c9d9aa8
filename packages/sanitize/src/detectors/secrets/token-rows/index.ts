import { Alphabet } from '../../../engine/characters.js';
import { models } from './models.js';
import { platforms } from './platforms.js';
import { services } from './services.js';
import { row, type TokenRow } from './token-row.js';
import { tools } from './tools.js';

export type { TokenRow } from './token-row.js';

/** Our own credentials; their checksum is looked at apart. */
const own: readonly TokenRow[] = [
  row(
    'fluxloop-key',
    'flx_api_ flx_sa_ flx_dev_ flx_staging_ flx_prod_ flx_at_ flx_refresh_',
    Alphabet.alphanumeric,
    [20],
    'fluxloop.ai/docs/authentication',
  ),
];

/** All vendors' tokens. Adding one is adding a row. Where two prefixes match, the first row wins. */
export const TOKEN_ROWS: readonly TokenRow[] = [
  ...own,
  ...platforms,
  ...tools,
  ...services,
  ...models,
];
