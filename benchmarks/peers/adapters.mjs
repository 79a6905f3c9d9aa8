import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PEERS_FOLDER } from './install.mjs';

const require = createRequire(join(PEERS_FOLDER, 'package.json'));
const load = (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href);

/**
 * How each sanitizer redacts a text as its documentation shows it, with nothing configured.
 *
 * @type {Record<string, () => Promise<(text: string) => string | Promise<string>>>}
 */
export const ADAPTERS = {
  '@fluxloop/sanitize': async () => {
    const { createSanitizer } = await import('@fluxloop/sanitize');
    const sanitizer = createSanitizer();
    return (text) => sanitizer.sanitize(text).text;
  },
  'redact-pii': async () => {
    const { SyncRedactor } = require('redact-pii');
    const redactor = new SyncRedactor();
    return (text) => redactor.redact(text);
  },
  openredaction: async () => {
    const { OpenRedaction } = await load('openredaction');
    const redactor = new OpenRedaction();
    return async (text) => (await redactor.detect(text)).redacted;
  },
  secretlint: async () => {
    const { lintSource } = await load('@secretlint/core');
    const { creator: rule } = await load('@secretlint/secretlint-rule-preset-recommend');
    const id = '@secretlint/secretlint-rule-preset-recommend';
    const options = { config: { rules: [{ id, rule }] }, locale: 'en' };
    return async (content) => {
      const source = { filePath: '/transcript.txt', content, contentType: 'text' };
      const { messages } = await lintSource({ source, options });
      return cut(
        content,
        messages.map(({ range }) => range),
      );
    };
  },
  '@redactpii/node': async () => {
    const { Redactor } = await load('@redactpii/node');
    const redactor = new Redactor();
    return (text) => redactor.redact(text);
  },
  '@cdssnc/sanitize-pii': async () => {
    const { PiiSanitizer } = await load('@cdssnc/sanitize-pii');
    const sanitizer = new PiiSanitizer();
    return (text) => sanitizer.sanitize(text);
  },
  'data-guardian': async () => {
    const { maskString } = require('data-guardian');
    return (text) => maskString(text);
  },
};

/** The text with ranges, which may overlap, replaced: what a user of a linter's findings would do. */
function cut(/** @type {string} */ text, /** @type {readonly [number, number][]} */ ranges) {
  let result = '';
  let from = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (end <= from) continue;
    result += `${text.slice(from, Math.max(from, start))}[REDACTED]`;
    from = end;
  }
  return result + text.slice(from);
}
