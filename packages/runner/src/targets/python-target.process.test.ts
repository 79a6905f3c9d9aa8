import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, type TestProject } from '../project.test-support.js';

const AGENT = `
import asyncio, os, sys, time

counter = 0

class Busy(Exception):
    retry_after = 0.05

def run(input):
    global counter
    text = input.text
    if text == "print":
        print("this is no message")
        os.write(1, b"and this is none either\\n")
        return "printed"
    if text == "raise":
        raise ValueError("broken on purpose")
    if text == "number":
        return 42
    if text == "busy":
        counter += 1
        if counter < 3:
            raise Busy("later")
        return "asked %d times" % counter
    if text == "slow":
        time.sleep(0.3)
        return "slow"
    if text == "remember":
        input.state["seen"] = input.state.get("seen", 0) + 1
        return "%d of %d" % (input.state["seen"], len(input.messages))
    if text == "report":
        return {
            "text": "Grüße",
            "tool_calls": [{"name": "find", "arguments": {"q": input.context["q"]}}],
            "usage": {"input_tokens": 5},
            "metadata": {"turn": input.turn},
            "state": {"ok": True},
        }
    return "You said: " + input["text"]

async def later(input):
    await asyncio.sleep(0.01)
    return "later: " + input.text

def pieces(input):
    yield "one "
    yield "two"
    return {"metadata": {"pieces": 2}}
`;

let project: TestProject | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

async function runPython(python: unknown, inputs: unknown[], files: Record<string, string> = {}) {
  project = await makeProject(
    { runner: { python }, inputs, test: { retries: 0 } },
    { 'src/agent.py': AGENT, ...files },
  );
  return project.run({ parallel: 4, random: () => 0 });
}

describe('a Python function', () => {
  it('is called for each turn, and keeps what it knows by conversation', async () => {
    const turns = ['remember', 'remember', 'remember'];
    const { rows } = await runPython('src.agent:run', [{ turns }, { turns }, 'hi']);
    const said = rows.map(({ messages }) =>
      messages.filter(({ role }) => role === 'agent').map(({ text }) => text),
    );
    expect(said.sort()).toEqual([
      ['1 of 0', '2 of 2', '3 of 4'],
      ['1 of 0', '2 of 2', '3 of 4'],
      ['You said: hi'],
    ]);
  });

  it('reports what stands beside its text', async () => {
    const { rows } = await runPython('src.agent:run', [{ text: 'report', context: { q: 'tent' } }]);
    expect(rows[0]?.messages[1]).toMatchObject({
      text: 'Grüße',
      tool_calls: [{ name: 'find', arguments: { q: 'tent' } }],
      usage: { input_tokens: 5 },
      metadata: { turn: 0 },
    });
  });

  it.each([
    ['later', 'later: hi', undefined],
    ['pieces', 'one two', { pieces: 2 }],
  ])('may be async or a generator: %s', async (name, text, metadata) => {
    const { rows } = await runPython(`src.agent:${name}`, ['hi']);
    expect(rows[0]?.messages[1]).toMatchObject({ text, ...(metadata && { metadata }) });
  });

  it('may print what it likes, and fail as it likes', async () => {
    const { rows } = await runPython('src.agent:run', ['print', 'raise', 'number', 'busy', 'slow']);
    expect(
      Object.fromEntries(
        rows.map(({ name, messages, error }) => [name, error?.message ?? messages[1]?.text]),
      ),
    ).toEqual({
      print: 'printed',
      raise: 'The agent reported an error: ValueError: broken on purpose',
      number: expect.stringMatching(/neither a text nor a dict with "text", but int/),
      busy: 'asked 3 times',
      slow: 'slow',
    });
  });

  it.each([
    ['src.agnt:run', 'target_not_found', /module src\.agnt does not exist/],
    ['src.agent:walk', 'target_not_loadable', /src\.agent has no function walk/],
    ['src.agent:runn', 'target_not_loadable', /has no function runn; did you mean run\?/],
    ['src.broken:run', 'target_not_loadable', /SyntaxError/],
    [{ function: 'src.agent:run', interpreter: './no/python' }, 'python_not_found', /no.python/],
    [{ function: 'src.agent:run', interpreter: 'no-python' }, 'target_not_found', /no-python/],
  ])(
    'that cannot be loaded is refused before the first case: %j',
    async (python, code, message) => {
      const error = await runPython(python, ['hi'], { 'src/broken.py': 'def run(:' }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code, exitCode: 2 });
      expect(error).toHaveProperty('message', expect.stringMatching(message));
    },
  );
});
