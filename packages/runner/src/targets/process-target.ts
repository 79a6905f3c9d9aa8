import { type AgentCommand, AgentProcess, type AgentTools } from './agent-process.js';
import type { AgentSession } from './agent-session.js';
import type { Cancellation } from './cancellation.js';
import { type Session, type Target, TargetFault } from './target.js';

/** An agent that fails this often as a process, without an answer in between, is not started again. */
const MAX_FAULTS_IN_A_ROW = 5;

/** How an agent is started, and how its processes are shared between sessions. */
export interface ProcessTargetSettings {
  command: AgentCommand;
  tools: Pick<AgentTools, 'sanitizer' | 'regex'>;
  /** One process for many sessions, or a fresh one for each. */
  reuse: boolean;
  /** With `reuse`: how many processes share the sessions. */
  instances: number;
}

/** A place for one of the processes that are shared. */
interface Slot {
  agent: Promise<AgentProcess> | null;
  sessions: number;
}

/** An agent in processes of its own that speaks the JSONL protocol. */
export class ProcessTarget implements Target {
  readonly #settings: ProcessTargetSettings;
  readonly #slots: Slot[];
  readonly #agents = new Set<AgentProcess>();
  #faults = 0;
  #lastFault: TargetFault | null = null;
  #closed = false;

  constructor(settings: ProcessTargetSettings) {
    this.#settings = settings;
    this.#slots = Array.from({ length: settings.instances }, () => ({ agent: null, sessions: 0 }));
  }

  open(id: string, cancellation: Cancellation): Promise<Session> {
    return this.#settings.reuse
      ? this.#openShared(id, cancellation)
      : this.#openFresh(id, cancellation);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#agents].map((agent) => agent.stop()));
  }

  async #openFresh(id: string, cancellation: Cancellation): Promise<Session> {
    const agent = await this.#start();
    await whenReady(agent, cancellation).catch(async (error: unknown) => {
      await agent.kill();
      throw error;
    });
    return closing(agent.open(id), () => void agent.stop());
  }

  async #openShared(id: string, cancellation: Cancellation): Promise<Session> {
    const slot = this.#slots.reduce((least, one) => (one.sessions < least.sessions ? one : least));
    slot.sessions += 1;
    try {
      const agent = await this.#agentOf(slot);
      await whenReady(agent, cancellation);
      return closing(agent.open(id), () => {
        slot.sessions -= 1;
      });
    } catch (error) {
      slot.sessions -= 1;
      throw error;
    }
  }

  async #agentOf(slot: Slot): Promise<AgentProcess> {
    for (;;) {
      if (slot.agent === null) {
        const starting = this.#start();
        slot.agent = starting;
        starting.catch(() => {
          if (slot.agent === starting) slot.agent = null;
        });
      }
      const current = slot.agent;
      const agent = await current;
      if (agent.usable) return agent;
      // Whoever comes first starts the next one.
      if (slot.agent === current) slot.agent = null;
    }
  }

  async #start(): Promise<AgentProcess> {
    if (this.#lastFault !== null && this.#faults >= MAX_FAULTS_IN_A_ROW) {
      throw new TargetFault(
        this.#lastFault.code,
        `The agent failed ${this.#faults} times in a row and is not started again. ${this.#lastFault.message}`,
        { retryable: false },
      );
    }
    const agent = await AgentProcess.start(this.#settings.command, {
      ...this.#settings.tools,
      onAnswer: () => {
        this.#faults = 0;
      },
      onFault: (fault) => {
        this.#faults += 1;
        this.#lastFault = fault;
      },
    });
    this.#agents.add(agent);
    void agent.exited.then(() => this.#agents.delete(agent));
    if (this.#closed) await agent.kill();
    return agent;
  }
}

async function whenReady(agent: AgentProcess, cancellation: Cancellation): Promise<void> {
  let release = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    release = cancellation.listen(reject);
  });
  try {
    const fault = await Promise.race([agent.ready, cancelled]);
    if (fault !== null) throw fault;
  } finally {
    release();
  }
}

/** The session, with something more to do at its end. */
function closing(session: AgentSession, then: () => void): Session {
  let closed = false;
  return {
    send: (input, cancellation) => session.send(input, cancellation),
    close: () => {
      if (closed) return;
      closed = true;
      session.close();
      then();
    },
  };
}
