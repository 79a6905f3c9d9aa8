/*
 * The corpus of the sanitizer's benchmarks: what agents and their customers say, and what is logged
 * beside it, made by a seeded generator.
 */

/** A generator of numbers in [0, 1) that is the same in every run (mulberry32). */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const SEED = 20241101;
let random = createRandom(SEED);
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const characters = (alphabet, length) =>
  Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
const HEX = '0123456789abcdef';
const DIGITS = '0123456789';
const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const WORDS = (
  'the customer asks where an order is and the agent looks it up then answers that delivery ' +
  'takes three days because of the weather please confirm your address before we send refund ' +
  'policy allows returns within thirty days thank you for waiting I will check that right now'
).split(' ');
const sentence = (words) => Array.from({ length: words }, () => pick(WORDS)).join(' ');

const traceId = () => characters(HEX, 32);
const uuid = () => [8, 4, 4, 4, 12].map((length) => characters(HEX, length)).join('-');
const time = () => new Date(1.7304e12 + below(1e9)).toISOString();

/** Makers of a line of a transcript or of the log beside it, with nothing sensitive in it. */
const CLEAN = [
  () => JSON.stringify({ ts: time(), role: 'user', text: sentence(8 + below(30)) }),
  () =>
    JSON.stringify({
      ts: time(),
      role: 'agent',
      text: sentence(20 + below(40)),
      latency_ms: below(4000),
    }),
  () =>
    JSON.stringify({
      level: 'info',
      time: below(1e6) + 1.7304e12,
      trace_id: traceId(),
      span: characters(HEX, 16),
      msg: sentence(5),
    }),
  () =>
    JSON.stringify({
      tool: 'lookup_order',
      args: { order_id: below(1e9), session: uuid() },
      took: random() * 100,
    }),
  () =>
    `${time()} INFO [${uuid()}] GET /api/v2/orders/${below(1e8)}?page=${below(9)} 200 ${below(900)}ms`,
];

const VALUES = [
  () => `${pick(WORDS)}.${pick(WORDS)}${below(100)}@example.com`,
  () => `+1 ${200 + below(700)}-555-01${characters(DIGITS, 2)}`,
  () => `(${200 + below(700)}) 555-01${characters(DIGITS, 2)}`,
  () => ['4111', '1111', '1111', '1111'].join(pick(['', ' ', '-'])),
  () => ['gh', 'p_', characters(BASE62, 36)].join(''),
  () => ['sk-', 'ant-', 'api03-', characters(BASE62, 80)].join(''),
  () => `password=${characters(BASE62, 12)}`,
  () => `198.51.100.${below(256)}`,
  () => ['457', 10 + below(89), 1000 + below(8999)].join('-'),
  () => ['GB29', 'NWBK', '6016', '1331', '9268', '19'].join(' '),
];

/**
 * Lines of transcripts and of the logs beside them, one in five with something sensitive in it.
 *
 * @param {number} size - of all lines together, in UTF-16 code units
 * @returns {string[]} the same in every run
 */
export function createTranscripts(size) {
  random = createRandom(SEED);
  const lines = [];
  for (let left = size; left > 0; ) {
    const line =
      random() < 0.2
        ? JSON.stringify({
            ts: time(),
            role: 'user',
            text: `${sentence(4 + below(12))} ${pick(VALUES)()} ${sentence(3 + below(12))}`,
          })
        : pick(CLEAN)();
    lines.push(line);
    left -= line.length;
  }
  return lines;
}
