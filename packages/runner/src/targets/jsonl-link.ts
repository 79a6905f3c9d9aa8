import type { AgentLink, LinkListener } from './agent-host.js';
import { AgentMessageError, parseAgentMessage } from './agent-message.js';
import { type AgentCommand, ChildAgent, type ChildTools } from './child-agent.js';
import { LineSplitter } from './line-splitter.js';
import type { Metadata, TargetFault } from './target.js';

/** What a line of the protocol may hold beside the text. */
const LINE_OVERHEAD_BYTES = 64 * 1024;

/**
 * Starts a process that speaks the agent protocol: one JSON object a line, see docs/agent-protocol.md.
 * @param maxOutput - bytes that the agent may say in one session
 * @throws ConfigurationError `target_not_found`
 */
export async function connectJsonl(
  command: AgentCommand,
  tools: ChildTools,
  maxOutput: number,
  listener: LinkListener,
): Promise<AgentLink> {
  const splitter = new LineSplitter(maxOutput + LINE_OVERHEAD_BYTES);
  let broken = false;
  const receive = (line: string): boolean => {
    if (line === '' || line.trim() === '') return true;
    try {
      listener.message(parseAgentMessage(line));
    } catch (error) {
      if (!(error instanceof AgentMessageError)) throw error;
      broken = true;
      listener.rubbish(line, error.message);
    }
    return !broken;
  };
  const child = await ChildAgent.start(command, tools, {
    output(chunk) {
      if (broken || splitter.push(chunk, receive)) return;
      broken = true;
      listener.flood();
    },
    ended: (fault) => listener.ended(fault),
  });
  return new JsonlLink(child);
}

class JsonlLink implements AgentLink {
  readonly #child: ChildAgent;

  constructor(child: ChildAgent) {
    this.#child = child;
  }

  get alive(): boolean {
    return this.#child.alive;
  }

  get ready(): Promise<TargetFault | null> {
    return this.#child.ready;
  }

  get exited(): Promise<void> {
    return this.#child.exited;
  }

  ask(session: string, turn: number, text: string, context: Metadata | undefined): void {
    const message = { type: 'input', session, turn, text, ...(context && { context }) };
    this.#child.write(`${JSON.stringify(message)}\n`);
  }

  /** The protocol has no word for it: the answer is passed over when it comes. */
  abandon(): void {}

  end(session: string): void {
    this.#child.write(`{"type":"end","session":${JSON.stringify(session)}}\n`);
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  kill(): Promise<void> {
    return this.#child.kill();
  }
}
