// The thread that the user's own code runs in: an agent's function, or a target of one's own. It is a
// plain file that is loaded by its path, in the repository, in the package and beside the bundle alike.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * @typedef {import('../custom-target.js').AgentInput} AgentInput
 * @typedef {import('../custom-target.js').Conversation} Conversation
 * @typedef {import('../worker-link.js').WorkerSetup} WorkerSetup
 */

/**
 * One conversation, as this thread knows it.
 * @typedef {object} Session
 * @property {string} id
 * @property {Session | null} next in the same list
 * @property {{ role: 'user' | 'agent', text: string }[]} messages
 * @property {Conversation | Promise<Conversation> | null} conversation
 * @property {AbortController | null} controller of the turn, made when the agent asks for its signal
 * @property {number} started when the turn began, in milliseconds
 */

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const setup = /** @type {WorkerSetup} */ (workerData);

/**
 * The sessions by their ids, in linked lists: a Map that things go in and out of all the time keeps them
 * alive for longer than a quick turn.
 * @type {(Session | null)[]}
 */
const buckets = Array.from({ length: 64 }, () => null);

/** @param {string} id ids differ at their end */
function bucketOf(id) {
  const last = id.length - 1;
  return (id.charCodeAt(last) + 10 * id.charCodeAt(last - 1)) % buckets.length || 0;
}

/**
 * @param {string} id
 * @returns {Session | undefined}
 */
function sessionOf(id) {
  let one = buckets[bucketOf(id)] ?? null;
  while (one !== null && one.id !== id) one = one.next;
  return one ?? undefined;
}

/** @param {Session} session */
function forget(session) {
  const bucket = bucketOf(session.id);
  let before = null;
  let one = buckets[bucket] ?? null;
  while (one !== null && one !== session) {
    before = one;
    one = one.next;
  }
  if (before === null) buckets[bucket] = session.next;
  else before.next = session.next;
  session.next = null;
}

/** Messages to the engine, six values each; sent together, since a message costs more than its content. */
let outgoing = /** @type {(string | number | null)[]} */ ([]);

/**
 * @param {string} type
 * @param {string} session
 * @param {number} turn
 * @param {string | null} text
 * @param {string | null} extra
 * @param {number} took milliseconds
 */
function tell(type, session, turn, text, extra, took = 0) {
  if (outgoing.length === 0) {
    process.nextTick(() => {
      port.postMessage(outgoing);
      outgoing = [];
    });
  }
  outgoing.push(type, session, turn, text, extra, took);
}

async function load() {
  const { file, packageName, jiti } = setup;
  if (jiti === null) return import(pathToFileURL(/** @type {string} */ (file)).href);
  const { createJiti } = createRequire(import.meta.url)(jiti);
  if (packageName !== null)
    return createJiti(pathToFileURL(`${setup.root}/fluxloop.yaml`).href).import(packageName);
  return createJiti(pathToFileURL(/** @type {string} */ (file)).href).import(file);
}

/**
 * The way to the agent's conversations.
 * @returns {Promise<import('../custom-target.js').CustomTarget | null>} `null` when the module does not export it
 */
async function connect() {
  const module = await load();
  const exported = module[setup.name];
  if (typeof exported !== 'function') {
    const functions = Object.keys(module).filter((key) => typeof module[key] === 'function');
    port.postMessage({ type: 'missing', functions });
    return null;
  }
  if (setup.kind === 'target') return exported({ options: setup.options, root: setup.root });
  const conversation = { send: exported };
  return { open: () => conversation };
}

/**
 * What the agent is called with. Most agents ask for neither `messages`, which would be copied for each
 * turn of a long conversation, nor `signal`; so they are made when they are asked for.
 */
class Input {
  /** @type {Session} */
  #session;
  /** How many messages there were before. */
  #before;

  // Getters that are the same functions for all inputs: with functions of its own, each input would get a
  // hidden class of its own, which keeps all that it can reach until the next full garbage collection.
  static #messages = {
    enumerable: true,
    /** @this {Input} */
    get() {
      return this.#session.messages.slice(0, this.#before);
    },
  };

  static #signal = {
    enumerable: true,
    /** @this {Input} */
    get() {
      this.#session.controller ??= new AbortController();
      return this.#session.controller.signal;
    },
  };

  /**
   * @param {Session} session
   * @param {number} turn
   * @param {string} text
   * @param {AgentInput['context']} context
   */
  constructor(session, turn, text, context) {
    this.#session = session;
    this.#before = session.messages.length;
    this.text = text;
    this.session = session.id;
    this.turn = turn;
    Object.defineProperty(this, 'messages', Input.#messages);
    this.context = context;
    Object.defineProperty(this, 'signal', Input.#signal);
  }
}

/**
 * @param {import('../custom-target.js').CustomTarget} target
 * @param {string} id
 * @param {number} turn
 * @param {string} text
 * @param {AgentInput['context'] | null} context
 */
function ask(target, id, turn, text, context) {
  let session = sessionOf(id);
  if (session === undefined) {
    const next = buckets[bucketOf(id)] ?? null;
    session = { id, next, messages: [], conversation: null, controller: null, started: 0 };
    buckets[bucketOf(id)] = session;
  }
  session.controller = null;
  session.started = performance.now();
  const current = session;
  const made = new Input(session, turn, text, context ?? {});
  const input = /** @type {AgentInput} */ (/** @type {unknown} */ (made));
  /** @param {unknown} error */
  const failed = (error) => tellError(id, turn, error);
  /** @param {unknown} output */
  const answered = (output) => {
    if (typeof output === 'string') finish(id, current, input, output, null);
    else answer(id, current, input, output).catch(failed);
  };
  try {
    session.conversation ??= target.open({ session: id });
    const { conversation } = session;
    const output =
      conversation instanceof Promise
        ? conversation.then((opened) => opened.send(input))
        : conversation.send(input);
    // Most answers are one step away; every further one would cost a turn of the queue.
    Promise.resolve(output).then(answered, failed);
  } catch (error) {
    failed(error);
  }
}

/**
 * @param {string} id
 * @param {Session} session
 * @param {AgentInput} input
 * @param {unknown} output
 */
async function answer(id, session, input, output) {
  if (typeof output !== 'object' || output === null) return tellUseless(id, input.turn);
  if (Symbol.asyncIterator in output) {
    const pieces = /** @type {AsyncIterable<unknown>} */ (output)[Symbol.asyncIterator]();
    let text = '';
    for (;;) {
      const { done, value } = await pieces.next();
      if (done) return finish(id, session, input, text, value ?? null);
      if (typeof value !== 'string') return tellUseless(id, input.turn);
      text += value;
      tell('delta', id, input.turn, value, null);
    }
  }
  const { text } = /** @type {{ text?: unknown }} */ (output);
  if (typeof text !== 'string') return tellUseless(id, input.turn);
  return finish(id, session, input, text, output);
}

/**
 * @param {string} id
 * @param {Session} session
 * @param {AgentInput} input
 * @param {string} text
 * @param {unknown} beside
 */
function finish(id, session, input, text, beside) {
  let report = null;
  if (beside !== null) {
    try {
      report = reportOf(/** @type {Record<string, unknown>} */ (beside));
    } catch {
      return tellUseless(id, input.turn);
    }
  }
  session.messages.push({ role: 'user', text: input.text }, { role: 'agent', text });
  tell('final', id, input.turn, text, report, performance.now() - session.started);
}

/**
 * What stands beside the text, as JSON: it is stored so, and this cuts it loose from the agent's objects.
 * @param {Record<string, unknown>} output
 */
function reportOf({ toolCalls, tool_calls = toolCalls, metadata, usage, state }) {
  if (
    tool_calls === undefined &&
    metadata === undefined &&
    usage === undefined &&
    state === undefined
  ) {
    return null;
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || Array.isArray(metadata))) {
    throw new TypeError('metadata');
  }
  return JSON.stringify({ tool_calls, metadata, usage, state });
}

/**
 * @param {string} id
 * @param {number} turn
 */
function tellUseless(id, turn) {
  tell('useless', id, turn, null, null);
}

/**
 * @param {string} id
 * @param {number} turn
 * @param {unknown} error
 */
function tellError(id, turn, error) {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const wait = retryAfter(error);
  if (wait === undefined) tell('error', id, turn, text, null);
  else tell('busy', id, turn, text, wait);
}

/**
 * The seconds that an error of an HTTP client asks to wait, as a text; `''` where it does not say.
 * @param {unknown} error
 * @returns {string | undefined} `undefined` when it is no such error
 */
function retryAfter(error) {
  if (typeof error !== 'object' || error === null) return undefined;
  const {
    retryAfter: seconds,
    status,
    headers,
  } = /** @type {{ retryAfter?: unknown, status?: unknown, headers?: unknown }} */ (error);
  if (typeof seconds === 'number') return String(seconds);
  if (status !== 429) return undefined;
  if (headers instanceof Headers) return headers.get('retry-after') ?? '';
  const given = /** @type {Record<string, unknown> | undefined} */ (headers)?.['retry-after'];
  return typeof given === 'string' ? given : '';
}

/** @param {string} id */
function end(id) {
  const session = sessionOf(id);
  if (session !== undefined) forget(session);
  // Nobody is left to be told that it did not end well.
  Promise.resolve(session?.conversation)
    .then((conversation) => conversation?.close?.())
    .catch(() => undefined);
}

/** @param {import('../custom-target.js').CustomTarget} target */
async function close(target) {
  try {
    await target.close?.();
  } finally {
    tell('closed', '', 0, null, null);
  }
}

/** @param {import('../custom-target.js').CustomTarget} target */
function serve(target) {
  port.on('message', (batch) => {
    for (let at = 0; at < batch.length; at += 5) {
      const id = batch[at + 1];
      switch (batch[at]) {
        case 'input':
          ask(target, id, batch[at + 2], batch[at + 3], batch[at + 4]);
          break;
        case 'abandon':
          sessionOf(id)?.controller?.abort(new Error('The answer is not waited for any more.'));
          break;
        case 'end':
          end(id);
          break;
        case 'close':
          close(target).catch(() => undefined);
          break;
      }
    }
  });
}

try {
  const target = await connect();
  if (target !== null) {
    serve(target);
    port.postMessage({ type: 'ready' });
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  port.postMessage({ type: 'failed', message });
}
