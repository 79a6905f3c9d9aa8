import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAgent } from './agent-process.test-support.js';

describe('the agent as a process', () => {
  let agent: ReturnType<typeof startAgent>;

  beforeEach(async () => {
    agent = startAgent();
    expect(await agent.next()).toEqual({ type: 'ready' });
  });

  afterEach(() => {
    agent.kill();
  });

  it('holds a conversation of several turns', async () => {
    expect((await agent.ask('s1', 0, 'I want a refund')).text).toContain('order number');
    expect((await agent.ask('s1', 1, 'it is 107455')).text).toContain('£64.50');
    expect(await agent.ask('s1', 2, 'yes')).toMatchObject({
      type: 'final',
      session: 's1',
      turn: 2,
      text: 'The refund of £64.50 for order 107455 is under way to the card you paid with. It takes up to five working days.',
      metadata: { intent: 'affirm', slots: {} },
    });
  });

  it('keeps conversations apart that come in turns', async () => {
    await agent.ask('ada', 0, 'I want a refund');
    await agent.ask('bob', 0, 'I forgot my password');
    expect((await agent.ask('bob', 1, 'bob@example.com')).text).toContain('bob@example.com');
    expect((await agent.ask('ada', 1, '107455')).text).toContain('107455');
    const bob = await agent.ask('bob', 2, 'yes');
    const ada = await agent.ask('ada', 2, 'yes');
    expect(bob.text).toBe('The link is on its way to bob@example.com. It works for 30 minutes.');
    expect(ada.text).toContain('refund of £64.50');
    expect(ada.text).not.toContain('bob');
  });

  it('answers inputs that come all at once, each in its own session', async () => {
    const sessions = Array.from({ length: 50 }, (_, index) => `s${index}`);
    for (const session of sessions) {
      agent.write(JSON.stringify({ type: 'input', session, turn: 0, text: 'where is 104822' }));
    }
    const { messages } = await agent.end();
    const finals = messages.filter(({ type }) => type === 'final');
    expect(finals.map(({ session }) => session)).toEqual(sessions);
  });

  it('sends the deltas that make up the final answer', async () => {
    agent.write(JSON.stringify({ type: 'input', session: 's1', turn: 0, text: 'hello' }));
    const { messages } = await agent.end();
    const final = messages.at(-1);
    const deltas = messages.slice(0, -1);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.map(({ text }) => text).join('')).toBe(final?.text);
  });

  it('forgets a session that has ended', async () => {
    await agent.ask('s1', 0, 'I want a refund');
    agent.write(JSON.stringify({ type: 'end', session: 's1' }));
    expect((await agent.ask('s1', 0, '107455')).text).toContain('did not understand');
  });

  it.each([
    ['no JSON', 'order 104822', 'The line is not JSON.'],
    ['no object', '7', 'The line is not a JSON object.'],
    ['null', 'null', 'The line is not a JSON object.'],
    ['no session', '{"type":"input","text":"hi"}', 'The message has no session.'],
    ['no text', '{"type":"input","session":"s1"}', 'The input has no text.'],
    [
      'a strange type',
      '{"type":"ping","session":"s1"}',
      'The type of the message is neither input nor end.',
    ],
  ])('says what is wrong with a line with %s, and goes on', async (_, line, message) => {
    agent.write(line);
    expect(await agent.next()).toEqual({ type: 'error', code: 'bad_line', message });
    expect((await agent.ask('s1', 0, 'hello')).type).toBe('final');
  });

  it('ends well when its input ends, and prints nothing but the protocol', async () => {
    agent.write('');
    agent.write(JSON.stringify({ type: 'input', session: 's1', turn: 0, text: 'thanks' }));
    const { code, messages, stderr } = await agent.end();
    expect(messages.every(({ type }) => ['delta', 'final'].includes(type))).toBe(true);
    expect(messages.at(-1)?.type).toBe('final');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

it('two processes give the same answers to the same words', async () => {
  const words = ['my parcel is late', '104822', 'I want to speak to a human', '020 7946 0182'];
  const [first, second] = [startAgent(), startAgent()];
  try {
    for (const agent of [first, second]) {
      words.forEach((text, turn) => {
        agent.write(JSON.stringify({ type: 'input', session: 's1', turn, text }));
      });
    }
    expect(await second.end()).toEqual(await first.end());
  } finally {
    first.kill();
    second.kill();
  }
});
