import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readCorpus, trainClassifier } from './bot/classifier.mjs';
import { serve } from './bot/protocol.mjs';
import { openShop } from './bot/shop.mjs';

/**
 * Standard output belongs to the protocol. The write waits for a slow reader, and an answer that
 * nobody reads any more ends the process.
 * @param {object} message
 */
async function send(message) {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain');
}
process.stdout.on('error', () => process.exit(0));

const [classify, shop] = await Promise.all([readCorpus().then(trainClassifier), openShop()]);
await send({ type: 'ready' });
await serve({ lines: createInterface({ input: process.stdin }), send, classify, shop });
