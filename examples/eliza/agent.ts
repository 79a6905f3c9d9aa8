import type { AgentInput, AgentOutput } from '@fluxloop/runner';
import ElizaBot from 'elizabot';

/**
 * One turn with ELIZA. She remembers what was said, so she is told it again: nothing is kept between
 * calls, and conversations cannot mix however many there are at once.
 */
export function run({ text, messages }: AgentInput): AgentOutput {
  const eliza = new ElizaBot(true);
  for (const message of messages) {
    if (message.role === 'user') eliza.transform(message.text);
  }
  const answer = eliza.transform(text);
  return { text: answer, state: { goodbye: eliza.quit } };
}
