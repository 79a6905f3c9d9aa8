import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A message of the agent, as it stood on its standard output. */
export interface AgentMessage {
  type: string;
  session?: string;
  turn?: number;
  text?: string;
  code?: string;
  message?: string;
}

/** The bot as a process of its own, spoken to line by line. */
export function startAgent() {
  const child = spawn(process.execPath, ['agent.mjs'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: 'pipe',
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function next(): Promise<AgentMessage> {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The agent has nothing more to say. ${stderr}`);
    return JSON.parse(value);
  }

  return {
    write: (line: string) => child.stdin.write(`${line}\n`),
    next,
    /** Sends an input and waits for its final answer; the deltas before it are dropped. */
    async ask(session: string, turn: number, text: string): Promise<AgentMessage> {
      child.stdin.write(`${JSON.stringify({ type: 'input', session, turn, text })}\n`);
      for (;;) {
        const message = await next();
        if (message.type !== 'delta') return message;
      }
    },
    /** Ends its input, and gives what it still said and its exit code. */
    async end(): Promise<{ code: number | null; messages: AgentMessage[]; stderr: string }> {
      child.stdin.end();
      const messages: AgentMessage[] = [];
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        messages.push(JSON.parse(line.value));
      }
      return { code: await exited, messages, stderr };
    },
    kill: () => child.kill('SIGKILL'),
  };
}
