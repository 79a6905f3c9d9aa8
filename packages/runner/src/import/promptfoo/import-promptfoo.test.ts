import { describe, expect, it } from 'vitest';
import { imported, importPlace, judged } from '../import.test-support.js';
import { importPromptfoo } from './import-promptfoo.js';

const load = (files: Record<string, string>, file = 'promptfooconfig.yaml') =>
  imported(files, (target) => importPromptfoo({ ...target, file, name: 'suite' }));

const config = (yaml: string, files: Record<string, string> = {}) =>
  load({ 'promptfooconfig.yaml': yaml, ...files });

const said = ({ cases }: { cases: { turns: readonly { text: string }[] }[] }) =>
  cases.map(({ turns }) => turns.map(({ text }) => text).join(' / '));

describe('prompts and variables', () => {
  it('are filled in, one scenario for each prompt', async () => {
    const result = await config(
      `
prompts:
  - 'Translate to {{language}}: {{ input | upper }}'
  - file://second.txt
tests:
  - vars: { language: French, input: Hello }
`,
      { 'second.txt': 'Say {{input}}\n---\nShout {{input}}\n' },
    );
    expect(said(result)).toEqual(['Say Hello', 'Shout Hello', 'Translate to French: HELLO']);
    expect(Object.keys(result.written)).toEqual(['suite-2', 'suite-3', 'suite']);
    expect(result.lines).toEqual([]);
  });

  it('that are lists stand for each of their entries', async () => {
    const result = await config(`
prompts: ['{{greeting}}, {{name}}']
tests:
  - vars: { greeting: [Hi, Bye], name: [Ada, Bob] }
  - vars: { greeting: [Hi, Bye], name: x }
    options: { disableVarExpansion: true }
`);
    expect(said(result)).toEqual(['Hi, Ada', 'Hi, Bob', 'Bye, Ada', 'Bye, Bob', '["Hi","Bye"], x']);
  });

  it('may be in files and in each other', async () => {
    const result = await config(
      `
prompts: ['{{ topic }} {{ doc }} {{ data.list[1] }}']
defaultTest: { vars: { topic: 'about {{ what }}' } }
tests:
  - vars: { what: owls, doc: file://doc.txt, data: file://data.json }
  - vars: file://vars.yaml
`,
      {
        'doc.txt': 'a page',
        'data.json': '{"list":[1,2]}',
        'vars.yaml': 'what: cats\ndoc: none\n',
      },
    );
    expect(said(result)).toEqual(['about owls a page 2', 'about cats none ']);
  });

  it('of a chat become turns and the context "system"', async () => {
    const result = await config(
      `
prompts: [file://chat.json]
tests: [{ vars: { q: Why? } }]
`,
      {
        'chat.json':
          '[{"role":"system","content":"Be brief"},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"{{q}}"}]',
      },
    );
    expect(said(result)).toEqual(['Hi / Why?']);
    expect(result.cases[0]?.turns[0]?.context).toEqual({ system: 'Be brief' });
    expect(result.lines).toEqual([expect.stringContaining('messages of the assistant')]);
  });

  it('with loops are not filled in: the one text of a test is what the user says', async () => {
    const result = await config(`
prompts:
  - |
    {% for one in list %}{{ one }}{% endfor %} {{ question }} {{ tone }}
tests:
  - vars: { question: Why?, list: [[1]], tone: kind, expected: because }
    assert: [{ type: contains, value: '{{expected}}' }]
`);
    expect(said(result)).toEqual(['Why?']);
    // The answer is not told to who is asked for it.
    expect(result.cases[0]?.turns[0]?.context).toEqual({ list: [1], tone: 'kind' });
    expect(result.lines).toEqual([
      expect.stringMatching(/:3: prompt: the tag \{% for %\} cannot be filled in/),
    ]);
  });

  it('that repeat the conversation make turns of its tests', async () => {
    const result = await config(`
prompts:
  - '[{% for c in _conversation %}{"role":"user","content":"{{ c.input }}"},{% endfor %}{"role":"user","content":"{{ question }}"}]'
tests:
  - { vars: { question: Who? }, metadata: { conversationId: a }, assert: [{ type: contains, value: Ada }] }
  - { vars: { question: Where? }, metadata: { conversationId: a } }
  - { vars: { question: When? }, metadata: { conversationId: b } }
`);
    expect(said(result)).toEqual(['Who? / Where?', 'When?']);
    expect(result.cases[0]?.turns[0]?.criteria.map(({ type }) => type)).toEqual(['contains']);
  });

  it('keep braces that are left as they are', async () => {
    const result = await config(`
prompts: ['{{ text }}']
tests: [{ vars: { text: 'what is {% raw %}?' } }, { vars: { text: 'write \\{\\{ name }}' } }]
`);
    expect(result.inputs).toBe(2);
  });

  it('never run what they hold', async () => {
    const result = await config(
      `
prompts: ['{{ range.constructor("return process")() }}', '{{ env.HOME }}', file://prompt.js]
tests: [{ vars: { q: hi } }]
`,
      { 'prompt.js': 'throw new Error("run")' },
    );
    expect(said(result)).toEqual(['hi', 'hi']);
    expect(result.lines.map((line) => line.replace(/^.*?:\d+: /, ''))).toEqual([
      expect.stringMatching(/^prompt: the expression/),
      expect.stringMatching(/^prompt: the environment/),
      expect.stringMatching(/^prompt: prompt.js is code/),
    ]);
  });
});

describe('a table', () => {
  const CSV = [
    'question,language,__expected,__expected2,__description,__threshold,__metric',
    'Hi?,French,contains: Bonjour,"contains-any: a, ""b,c""",greets,0.5,tone',
    '"What is\n2+2?",,4,,,,',
    'Sum,,javascript: output.length < 10,,,,',
    'Like,,similar(0.6): the quick fox,llm-rubric: is kind,,,',
    'Grade,,grade: is kind,not-icontains: sorry,,,',
    'Run,,python: len(output),fn: output.includes("x"),,,',
    'Json,,is-json,levenshtein(2): abc,,,',
    '',
  ].join('\r\n');

  it('alone is enough', async () => {
    const result = await imported({ 'tests.csv': CSV }, (target) =>
      importPromptfoo({ ...target, file: 'tests.csv', text: 'question' }),
    );
    expect(said(result)[0]).toBe('Hi?');
    expect(Object.keys(result.written)).toEqual(['tests']);
  });

  it('has expectations, names, thresholds, and lists what cannot be kept', async () => {
    const result = await config("prompts: ['{{question}}']\ntests: file://tests.csv\n", {
      'tests.csv': CSV,
    });
    expect(said(result)).toEqual(['Hi?', 'What is\n2+2?', 'Sum', 'Like', 'Grade', 'Run', 'Json']);
    expect(result.cases.map(({ criteria }) => criteria.map(({ type }) => type))).toEqual([
      ['contains', 'any-of'],
      ['equals'],
      ['javascript'],
      ['similar', 'llm_judge'],
      ['llm_judge', 'not-icontains'],
      ['javascript'],
      ['is-json', 'levenshtein'],
    ]);
    expect(result.cases[0]).toMatchObject({ title: 'greets', minScore: 0.5 });
    expect(await judged(result.cases[0], 'Bonjour b,c')).toEqual([
      ['contains', true],
      ['any-of', true],
    ]);
    expect(result.lines).toEqual([
      expect.stringMatching(/^tests\.csv:2: column "__metric"/),
      expect.stringMatching(/^tests\.csv:8: assertion "python": it is Python/),
    ]);
  });

  it('may set thresholds by column', async () => {
    const { written } = await config("prompts: ['{{q}}']\ntests: tests.csv\n", {
      'tests.csv': 'q,__expected,__config:__expected:threshold\nhi,similar: x y z,0.3\n',
    });
    expect(written.suite?.inputs).toEqual([
      { text: 'hi', criteria: [{ similar: 'x y z', threshold: 0.3 }] },
    ]);
  });

  it('of many rows goes into a data file', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `Question ${row},contains: ${row}`);
    const result = await config("prompts: ['{{q}}']\ntests: tests.csv\n", {
      'tests.csv': ['q,__expected', ...rows].join('\n'),
    });
    expect(result.written.suite?.inputs).toBe('suite.jsonl');
    expect(result.cases).toHaveLength(500);
    expect(result.cases[499]?.criteria[0]?.check.expected).toBe('499');
  });
});

describe('a configuration', () => {
  it('may spread over files', async () => {
    const result = await config(
      `
prompts: ['{{q}}']
defaultTest: file://default.yaml
tests:
  - file://more/*.yaml
  - tests.jsonl
  - vars: { q: inline }
`,
      {
        'default.yaml': 'assert: [{ type: contains, value: x }]\n',
        'more/a.yaml': '- vars: { q: a }\n- vars: { q: b }\n',
        'more/b.yaml': 'vars: { q: c }\n',
        'tests.jsonl': '{"vars":{"q":"d"}}\n{"vars":{"q":"e"},"assert":[{"type":"is-json"}]}\n',
      },
    );
    expect(said(result)).toEqual(['a', 'b', 'c', 'd', 'e', 'inline']);
    expect(result.cases[4]?.criteria.map(({ type }) => type)).toEqual(['contains', 'is-json']);
  });

  it('has scenarios: every set of data with every test', async () => {
    const result = await config(`
prompts: ['{{language}}: {{input}}']
scenarios:
  - config:
      - vars: { language: Spanish, hello: Hola }
      - vars: { language: French, hello: Bonjour }
    tests:
      - vars: { input: Hello }
        assert: [{ type: contains, value: '{{hello}}' }]
      - vars: { input: Bye }
`);
    expect(said(result)).toEqual([
      'Spanish: Hello',
      'Spanish: Bye',
      'French: Hello',
      'French: Bye',
    ]);
    expect(result.cases[2]?.criteria[0]?.check.expected).toBe('Bonjour');
  });

  it('says how it runs', async () => {
    const { written, lines } = await config(`
description: Greets people
prompts: ['{{q}}']
evaluateOptions: { maxConcurrency: 2, repeat: 3, timeoutMs: 5000, delay: 10 }
tests: [{ vars: { q: hi } }]
`);
    expect(written.suite).toMatchObject({
      description: 'Greets people',
      parallel: 2,
      iterations: 3,
      timeout: '5000ms',
    });
    expect(lines).toEqual([expect.stringMatching(/:4: "delay" of evaluateOptions/)]);
  });

  it('lists line by line what has no counterpart', async () => {
    const { lines } = await config(`
prompts: ['{{q}}']
providers:
  - openai:gpt-5
  - { id: anthropic:messages, config: {} }
outputPath: out.json
extensions: [file://hooks.js:before]
tests:
  - vars: { q: hi }
    metadata: { kind: greeting }
    options: { storeOutputAs: x }
  - file://generate.py
  - https://docs.google.com/sheet
`);
    expect(lines.map((line) => line.replace('promptfooconfig.yaml:', ''))).toEqual([
      expect.stringMatching(/^4: provider openai:gpt-5: .*runner:/),
      expect.stringMatching(/^5: provider anthropic:messages/),
      expect.stringMatching(/^6: "outputPath"/),
      expect.stringMatching(/^7: "extensions": it is code/),
      expect.stringMatching(/^10: "metadata" of a test/),
      expect.stringMatching(/^11: "storeOutputAs" of a test's options/),
      expect.stringMatching(/^12: tests of file:\/\/generate\.py: .*is code/),
      expect.stringMatching(/^13: tests of https:.*asks no server/),
    ]);
  });

  it.each([
    ['code', 'promptfooconfig.js', 'module.exports = {}', 'import_needs_code'],
    ['broken', 'promptfooconfig.yaml', 'tests: [', 'import_unreadable'],
    ['a text', 'promptfooconfig.yaml', 'just words', 'import_unreadable'],
    ['without tests', 'promptfooconfig.yaml', 'prompts: [hi]', 'import_empty'],
    ['not there', 'other.yaml', '', 'import_unreadable'],
  ])('that is %s is refused, and nothing is written', async (_, name, content, code) => {
    const { project, target } = await importPlace(content === '' ? {} : { [name]: content });
    await using __ = project;
    await expect(importPromptfoo({ ...target, file: name })).rejects.toMatchObject({
      code,
      exitCode: 2,
    });
    await expect(project.load()).rejects.toMatchObject({ code: 'no_scenarios' });
  });

  it('is not written over what is there, unless told so', async () => {
    const { project, target } = await importPlace({
      'promptfooconfig.yaml': "prompts: ['{{q}}']\ntests: [{ vars: { q: hi } }]\n",
    });
    await using _ = project;
    const run = (force: boolean) =>
      importPromptfoo({ ...target, file: 'promptfooconfig.yaml', force });
    await run(false);
    await expect(run(false)).rejects.toMatchObject({ code: 'file_exists' });
    expect((await run(true)).inputs).toBe(1);
  });
});
