import type { AgentHost } from './agent-host.js';
import type { Cancellation } from './cancellation.js';
import { StartLimit } from './start-limit.js';
import type { Session, SessionRequest, Target, TargetFault } from './target.js';

/** How agents are started, and how they are shared between sessions. */
export interface HostPoolSettings {
  start(events: {
    onAnswer: () => void;
    onFault: (fault: TargetFault) => void;
  }): Promise<AgentHost>;
  /** One agent for many sessions, or a fresh one for each. */
  reuse: boolean;
  /** With `reuse`: how many agents share the sessions. */
  instances: number;
}

/** A place for one of the agents that are shared. */
class Slot {
  agent: Promise<AgentHost> | null = null;
  /** The same agent, once it is ready. */
  running: AgentHost | null = null;
  sessions = 0;
  /** One of its sessions is over. */
  readonly leave = (): void => {
    this.sessions -= 1;
  };
}

/** An agent in processes or threads of its own, each with many conversations. */
export class HostPool implements Target {
  readonly #settings: HostPoolSettings;
  readonly #slots: Slot[];
  readonly #agents = new Set<AgentHost>();
  readonly #limit = new StartLimit();
  #closed = false;

  constructor(settings: HostPoolSettings) {
    this.#settings = settings;
    this.#slots = Array.from({ length: settings.instances }, () => new Slot());
  }

  open({ id, alone }: SessionRequest, cancellation: Cancellation): Session | Promise<Session> {
    if (!this.#settings.reuse || alone) return this.#openFresh(id, cancellation);
    const slot = this.#slots.reduce((least, one) => (one.sessions < least.sessions ? one : least));
    slot.sessions += 1;
    const { running } = slot;
    // Once an agent runs, nobody waits for it again: that would cost more than a quick turn.
    return running?.usable === true
      ? running.open(id, slot.leave)
      : this.#openShared(slot, id, cancellation);
  }

  /** Starts the first agent now instead of with the first session, and waits for it. */
  async warm(): Promise<TargetFault | null> {
    const [slot] = this.#slots;
    return slot === undefined ? null : (await this.#agentOf(slot)).ready;
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
    return agent.open(id, () => void agent.stop());
  }

  async #openShared(slot: Slot, id: string, cancellation: Cancellation): Promise<Session> {
    try {
      const agent = await this.#agentOf(slot);
      await whenReady(agent, cancellation);
      slot.running = agent;
      return agent.open(id, slot.leave);
    } catch (error) {
      slot.leave();
      throw error;
    }
  }

  async #agentOf(slot: Slot): Promise<AgentHost> {
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

  async #start(): Promise<AgentHost> {
    this.#limit.check();
    const agent = await this.#settings.start({
      onAnswer: this.#limit.answered,
      onFault: this.#limit.failed,
    });
    this.#agents.add(agent);
    void agent.exited.then(() => this.#agents.delete(agent));
    if (this.#closed) await agent.kill();
    return agent;
  }
}

/**
 * Waits for an agent that has just been started.
 * @throws TargetFault when it does not get ready, and the reason when it is cancelled
 */
export async function whenReady(
  agent: { ready: Promise<TargetFault | null> },
  cancellation: Cancellation,
): Promise<void> {
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
