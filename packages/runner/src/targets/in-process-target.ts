import { access } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '@fluxloop/core/errors';
import { nearest } from '@fluxloop/core/notation';
import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { isMetadata } from './agent-message.js';
import { inWords, tooLarge } from './agent-session.js';
import type { Cancellation } from './cancellation.js';
import {
  type Metadata,
  type Session,
  type SessionLimits,
  type Target,
  TargetFault,
  type TurnInput,
  type TurnReply,
} from './target.js';
import { targetNotFound } from './target-error.js';

/** What an agent in process is called with, once for each turn. */
export interface AgentInput {
  /** What the user says now. */
  text: string;
  /** The same for all turns of a conversation, and for no other conversation. */
  session: string;
  /** Zero-based. */
  turn: number;
  /** What was said before, oldest first. */
  messages: readonly { role: 'user' | 'agent'; text: string }[];
  /** What the scenario gives the agent to know; empty when it gives nothing. */
  context: Metadata;
  /** Aborted when the answer is not waited for any more. */
  signal: AbortSignal;
}

/** What an agent in process gives back: its answer, or its answer and something beside it. */
export type AgentOutput = string | { text: string; metadata?: Metadata };

/** The function that `runner.target` names. */
export type AgentFunction = (input: AgentInput) => AgentOutput | Promise<AgentOutput>;

/** Where an agent's function is. */
export interface InProcessTargetSettings {
  /** The project's folder. */
  root: string;
  /** `./src/agent.ts:run`; without a name after the colon, `run`. */
  target: string;
  limits: SessionLimits;
  sanitizer: Sanitizer;
}

const NATIVE_EXTENSIONS: ReadonlySet<string> = new Set(['.js', '.mjs', '.cjs']);

/**
 * Loads an agent that runs inside this process. TypeScript goes through jiti, which is loaded only then.
 * @throws ConfigurationError `target_not_found`, `target_not_loadable`
 */
export async function loadInProcessTarget(settings: InProcessTargetSettings): Promise<Target> {
  const { path, name } = splitTarget(settings.target);
  const file = resolve(settings.root, path);
  await access(file).catch(() => {
    throw targetNotFound(
      `The agent's file ${path} does not exist.`,
      'Correct runner.target in fluxloop.yaml; the path counts from its folder.',
    );
  });
  const module = await importModule(file, path, settings.sanitizer);
  const agent = module[name];
  if (typeof agent !== 'function') {
    const functions = Object.keys(module).filter((key) => typeof module[key] === 'function');
    const close = nearest(name, functions);
    throw targetNotFound(
      `${path} does not export a function "${name}".`,
      close === undefined
        ? `Write: export async function ${name}(input) { … }`
        : `Did you mean "${path}:${close}"?`,
    );
  }
  // The one place where a user's code is taken for what it should be; its answers are checked below.
  return new InProcessTarget(agent as AgentFunction, settings);
}

class InProcessTarget implements Target {
  readonly #agent: AgentFunction;
  readonly #settings: InProcessTargetSettings;

  constructor(agent: AgentFunction, settings: InProcessTargetSettings) {
    this.#agent = agent;
    this.#settings = settings;
  }

  async open(id: string): Promise<Session> {
    return new InProcessSession(id, this.#agent, this.#settings);
  }

  async close(): Promise<void> {}
}

class InProcessSession implements Session {
  readonly #id: string;
  readonly #agent: AgentFunction;
  readonly #settings: InProcessTargetSettings;
  readonly #messages: { role: 'user' | 'agent'; text: string }[] = [];
  #turn = 0;
  #said = 0;

  constructor(id: string, agent: AgentFunction, settings: InProcessTargetSettings) {
    this.#id = id;
    this.#agent = agent;
    this.#settings = settings;
  }

  async send(input: TurnInput, cancellation: Cancellation): Promise<TurnReply> {
    const { maxOutput, turnMs } = this.#settings.limits;
    cancellation.throwIfCancelled();
    const started = performance.now();
    const output = readOutput(await this.#call(input, cancellation, turnMs));
    const latencyMs = performance.now() - started;
    this.#said += Buffer.byteLength(output.text);
    if (this.#said > maxOutput) throw tooLarge(maxOutput, false);
    this.#messages.push({ role: 'user', text: input.text }, { role: 'agent', text: output.text });
    this.#turn += 1;
    return { ...output, latencyMs };
  }

  close(): void {}

  #call(input: TurnInput, cancellation: Cancellation, turnMs: number): Promise<unknown> {
    const given = new LazySignal();
    return new Promise((resolve, reject) => {
      const giveUp = (reason: unknown) => {
        release();
        given.abort(reason);
        reject(reason);
      };
      const timer = setTimeout(() => giveUp(tooSlow(turnMs)), turnMs);
      const unlisten = cancellation.listen(giveUp);
      const release = () => {
        clearTimeout(timer);
        unlisten();
      };
      const fail = (error: unknown) => {
        release();
        reject(this.#thrown(error));
      };
      try {
        Promise.resolve(this.#invoke(input, given)).then((output) => {
          release();
          resolve(output);
        }, fail);
      } catch (error) {
        fail(error);
      }
    });
  }

  #invoke(input: TurnInput, given: LazySignal): unknown {
    return this.#agent({
      text: input.text,
      session: this.#id,
      turn: this.#turn,
      messages: [...this.#messages],
      context: input.context ?? {},
      get signal() {
        return given.signal;
      },
    });
  }

  #thrown(error: unknown): TargetFault {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const clean = this.#settings.sanitizer.sanitize(message).text;
    return new TargetFault('target_error', `The agent threw ${clean}`, { retryable: true });
  }
}

/** An AbortSignal that is made when the agent asks for it; few do, and each is dear. */
class LazySignal {
  #controller: AbortController | null = null;
  #aborted: { reason: unknown } | null = null;

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted !== null) this.#controller.abort(this.#aborted.reason);
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#aborted = { reason };
    this.#controller?.abort(reason);
  }
}

function tooSlow(turnMs: number): TargetFault {
  return new TargetFault('target_timeout', `The agent did not answer within ${inWords(turnMs)}.`, {
    retryable: true,
  });
}

function readOutput(output: unknown): { text: string; metadata?: Metadata } {
  if (typeof output === 'string') return { text: output };
  if (isMetadata(output) && typeof output.text === 'string') {
    const metadata = output.metadata;
    if (metadata === undefined) return { text: output.text };
    try {
      // What it reports is stored as JSON; this also cuts it loose from the agent's own objects.
      const plain: unknown = JSON.parse(JSON.stringify(metadata));
      if (isMetadata(plain)) return { text: output.text, metadata: plain };
    } catch {
      // Told below.
    }
  }
  throw new TargetFault(
    'target_protocol',
    'The agent gave back neither a text nor { text, metadata? } with plain JSON in metadata.',
    { retryable: false },
  );
}

function splitTarget(target: string): { path: string; name: string } {
  const colon = target.lastIndexOf(':');
  // A drive letter's colon is no separator: C:\agent.ts
  if (colon <= 1) return { path: target, name: 'run' };
  return { path: target.slice(0, colon), name: target.slice(colon + 1) };
}

async function importModule(
  file: string,
  path: string,
  sanitizer: Sanitizer,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    if (NATIVE_EXTENSIONS.has(extname(file))) return await import(pathToFileURL(file).href);
    const { createJiti } = await import('jiti');
    return await createJiti(pathToFileURL(file).href).import(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      'target_not_loadable',
      `The agent's file ${path} cannot be loaded: ${sanitizer.sanitize(why).text}`,
      { hint: `Run it by itself to see more: npx jiti ${path}` },
    );
  }
}
