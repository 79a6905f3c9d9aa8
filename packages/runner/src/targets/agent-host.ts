import type { Sanitizer } from '@fluxloop/core/sanitizer';
import { sanitizeMessage } from '../ledger/sanitize-message.js';
import type { AgentMessage } from './agent-message.js';
import { AgentSession, type SessionHost } from './agent-session.js';
import { DeadlineQueue } from './deadline-queue.js';
import { SessionTable } from './session-table.js';
import { type Metadata, type SessionLimits, TargetFault } from './target.js';
import { tooLarge, tooSilent, tooSlow } from './target-faults.js';

const EXCERPT_CHARACTERS = 200;

/** The way to an agent that holds several conversations at once: a process, or a thread. */
export interface AgentLink {
  /** Whether it can be spoken to. */
  readonly alive: boolean;
  /** What kept it from getting ready, or `null` once it is. */
  readonly ready: Promise<TargetFault | null>;
  /** Settles when it has ended. */
  readonly exited: Promise<void>;
  /** Sends an input. */
  ask(session: string, turn: number, text: string, context: Metadata | undefined): void;
  /** The answer to the current input is not waited for any more. */
  abandon(session: string): void;
  /** The conversation is over. */
  end(session: string): void;
  /** Ends the agent in good order. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/** What a link tells of its agent. */
export interface LinkListener {
  message(message: AgentMessage): void;
  /** Ends one session. */
  sessionFault(session: string, fault: TargetFault): void;
  /** It said something that nobody can make sense of. */
  rubbish(line: string, why: string): void;
  /** It said more than fits into any case. */
  flood(): void;
  /** It ended unasked. */
  ended(fault: TargetFault): void;
}

/** What a host needs beside the way to its agent. */
export interface HostTools {
  sanitizer: Sanitizer;
  limits: SessionLimits;
  /** A valid answer came. */
  onAnswer(): void;
  /** The agent ended unasked, or had to be ended for what it printed. */
  onFault(fault: TargetFault): void;
}

/** One agent with any number of sessions in it. */
export class AgentHost implements SessionHost {
  readonly #tools: HostTools;
  readonly #sessions = new SessionTable<AgentSession>();
  readonly #turns: DeadlineQueue<AgentSession>;
  /** `null` where silence is bounded by the turn alone. */
  readonly #silences: DeadlineQueue<AgentSession> | null;
  #connected: AgentLink | null = null;
  #distrusted = false;
  #stopping = false;
  #unknownType: string | null = null;
  #fault: TargetFault | null = null;

  /** @param connect - opens the way to the agent; what the agent does is told to the listener */
  static async start(
    tools: HostTools,
    connect: (listener: LinkListener) => Promise<AgentLink>,
  ): Promise<AgentHost> {
    const host = new AgentHost(tools);
    host.#connected = await connect({
      message: (message) => host.#receive(message),
      sessionFault: (session, fault) => host.#failSession(session, fault),
      rubbish: (line, why) => host.#refuse(line, why),
      flood: () => host.#flooded(),
      ended: (fault) => host.#fail(fault),
    });
    return host;
  }

  private constructor(tools: HostTools) {
    this.#tools = tools;
    const { turnMs, idleMs } = tools.limits;
    this.#turns = new DeadlineQueue(turnMs, (session) =>
      this.#expire(session, tooSlow(turnMs, this.#silenceHint())),
    );
    this.#silences =
      idleMs < turnMs
        ? new DeadlineQueue(idleMs, (session) =>
            this.#expire(session, tooSilent(idleMs, this.#silenceHint())),
          )
        : null;
  }

  get limits(): SessionLimits {
    return this.#tools.limits;
  }

  get #link(): AgentLink {
    if (this.#connected === null) throw new TypeError('The agent has not been started.');
    return this.#connected;
  }

  /** Settles when the agent has ended. */
  get exited(): Promise<void> {
    return this.#link.exited;
  }

  /** What kept it from getting ready, or `null` once it is. */
  get ready(): Promise<TargetFault | null> {
    return this.#link.ready;
  }

  /** Whether new sessions may begin in it. */
  get usable(): boolean {
    return this.#fault === null && !this.#distrusted && !this.#stopping && this.#link.alive;
  }

  /**
   * Begins a session.
   * @param closing - told when it is over
   */
  open(id: string, closing: () => void): AgentSession {
    const session = new AgentSession(id, this, closing);
    if (this.#fault !== null) session.fail(this.#fault);
    this.#sessions.add(session);
    return session;
  }

  /** Ends the agent in good order. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#link.stop();
  }

  /** Ends the agent at once. */
  async kill(): Promise<void> {
    this.#stopping = true;
    await this.#link.kill();
  }

  ask(session: AgentSession, turn: number, text: string, context: Metadata | undefined): void {
    session.turnDeadline = this.#turns.set(session);
    session.silenceDeadline = this.#silences?.set(session) ?? null;
    this.#link.ask(session.id, turn, text, context);
  }

  touch(session: AgentSession): void {
    if (session.silenceDeadline !== null) this.#silences?.touch(session.silenceDeadline);
  }

  settled(session: AgentSession): void {
    if (session.turnDeadline !== null) this.#turns.delete(session.turnDeadline);
    if (session.silenceDeadline !== null) this.#silences?.delete(session.silenceDeadline);
  }

  abandon(session: AgentSession): void {
    this.#link.abandon(session.id);
  }

  released(session: AgentSession): void {
    this.#sessions.delete(session.id);
    this.#link.end(session.id);
    if (this.#distrusted && this.#sessions.size === 0) void this.kill();
  }

  distrust(): void {
    this.#distrusted = true;
  }

  #expire(session: AgentSession, fault: TargetFault): void {
    this.distrust();
    session.giveUp(fault);
  }

  #silenceHint(): string {
    return this.#unknownType === null
      ? ''
      : ` It sent a message of the unknown type "${this.#unknownType}".`;
  }

  #receive(message: AgentMessage): void {
    if (this.#fault !== null) return;
    if (message.type === 'ready') {
      for (const session of this.#sessions.all()) session.ready();
      return;
    }
    if (message.type === 'unknown') {
      this.#unknownType = this.#excerpt(message.name);
      return;
    }
    const session = this.#sessions.get(message.session);
    // The answer to a question that was given up in the meantime.
    if (session === undefined) return;
    if (message.turn !== undefined && message.turn !== session.answered) return;
    switch (message.type) {
      case 'delta':
        session.delta(message.text);
        break;
      case 'final':
        session.final(message.text, message.report, message.tookMs);
        this.#tools.onAnswer();
        break;
      case 'error':
        this.#tools.onAnswer();
        this.#reportedError(session, message);
        break;
    }
  }

  #reportedError(
    session: AgentSession,
    { message, code, retryAfterMs }: Extract<AgentMessage, { type: 'error' }>,
  ): void {
    const said = `${message}${code === undefined ? '' : ` (${code})`}`;
    const text = `The agent reported an error: ${this.#clean(said)}`;
    if (retryAfterMs === undefined) {
      session.fail(new TargetFault('target_error', text, { retryable: true }));
    } else {
      session.busy(new TargetFault('target_busy', text, { retryable: true, retryAfterMs }));
    }
  }

  #failSession(id: string, fault: TargetFault): void {
    this.#tools.onAnswer();
    const session = this.#sessions.get(id);
    if (fault.code === 'target_busy') session?.busy(fault);
    else session?.fail(fault);
  }

  #refuse(line: string, why: string): void {
    const shared = this.#waiting() > 1;
    this.#fail(
      new TargetFault(
        'target_protocol',
        `The agent printed a line that ${why}: ${this.#excerpt(line)} Only messages of the protocol may go to standard output; logs belong on standard error.`,
        { retryable: shared, shared },
      ),
    );
  }

  #flooded(): void {
    this.#fail(tooLarge(this.#tools.limits.maxOutput, this.#waiting() > 1));
  }

  #fail(fault: TargetFault): void {
    if (this.#fault !== null) return;
    this.#fault = fault;
    if (!this.#stopping) this.#tools.onFault(fault);
    for (const session of this.#sessions.all()) session.fail(fault);
    void this.kill();
  }

  #clean(text: string): string {
    return sanitizeMessage(text, (one) => this.#tools.sanitizer.sanitize(one)).text;
  }

  /** The start of what the agent said, sanitized while it is still whole. */
  #excerpt(text: string): string {
    const clean = this.#clean(text);
    return clean.length > EXCERPT_CHARACTERS ? `${clean.slice(0, EXCERPT_CHARACTERS)}…` : clean;
  }

  #waiting(): number {
    let waiting = 0;
    for (const session of this.#sessions.all()) if (session.waiting) waiting += 1;
    return waiting;
  }
}
