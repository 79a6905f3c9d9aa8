import { describe, expect, it } from 'vitest';
import { imported, importPlace, judged } from './import.test-support.js';
import { importChats } from './import-chats.js';
import { importRecords } from './import-records.js';

describe('chat messages', () => {
  const load = (
    file: string,
    content: string,
    expect?: Parameters<typeof importChats>[0]['expect'],
  ) =>
    imported({ [file]: content }, (target) =>
      importChats({ ...target, file, name: 'chats', ...(expect === undefined ? {} : { expect }) }),
    );
  const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');
  const chat = (...pairs: [string, unknown][]) => ({
    messages: pairs.map(([role, content]) => ({ role, content })),
  });

  it('become turns, context and references', async () => {
    const { written, notes } = await load(
      'chats.jsonl',
      lines(
        chat(['system', 'Be brief.'], ['user', 'Hi'], ['assistant', 'Hello!'], ['user', 'Bye']),
        chat(['user', [{ type: 'text', text: 'One' }]], ['assistant', 'Two']),
      ),
    );
    expect(notes).toEqual([]);
    expect(written.chats?.inputs).toEqual([
      {
        turns: [{ text: 'Hi', criteria: [{ comparison: 'Hello!' }] }, { text: 'Bye' }],
        context: { system: 'Be brief.' },
      },
      { text: 'One', criteria: [{ comparison: 'Two' }] },
    ]);
  });

  it.each([
    ['a batch', { custom_id: '1', body: { messages: [{ role: 'user', content: 'Hi' }] } }],
    ['an eval', { input: [{ role: 'user', content: 'Hi' }], ideal: ['Hello!'] }],
    ['a prompt with its completion', { prompt: 'Hi', completion: ' Hello!' }],
    ['a list of messages', [{ role: 'user', content: 'Hi' }]],
  ])('are found in %s', async (_, line) => {
    const { cases } = await load('chats.jsonl', lines(line));
    expect(cases.map(({ turns }) => turns[0]?.text)).toEqual(['Hi']);
  });

  it('are read from JSON too', async () => {
    const { cases } = await load(
      'chats.json',
      JSON.stringify([chat(['user', 'a']), chat(['user', 'b'])]),
    );
    expect(cases).toHaveLength(2);
  });

  it('with tool calls ask for the tools', async () => {
    const { written } = await load(
      'chats.jsonl',
      lines({
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', content: null, tool_calls: [{ function: { name: 'weather' } }] },
          { role: 'tool', content: '{"c": 20}' },
          { role: 'assistant', content: '20 degrees' },
        ],
      }),
      'contains',
    );
    expect(written.chats?.inputs).toEqual([
      { text: 'Weather?', criteria: [{ 'tool-called': 'weather' }, { contains: '20 degrees' }] },
    ]);
  });

  it('may hold answers against the reference in other ways, or in none', async () => {
    const content = lines(chat(['user', 'Hi'], ['assistant', 'Hello there']));
    const { cases } = await load('chats.jsonl', content, 'similar');
    expect(await judged(cases[0], 'Hello there!')).toEqual([['similar', true]]);
    expect((await load('chats.jsonl', content, 'none')).cases[0]?.criteria).toEqual([]);
  });

  it('that cannot be said are listed with their line', async () => {
    const { lines: told, inputs } = await load(
      'chats.jsonl',
      lines(
        chat(['user', 'Hi']),
        { nothing: 1 },
        chat(['assistant', 'alone']),
        chat(['user', [{ type: 'image_url' }]]),
      ),
    );
    expect(inputs).toBe(1);
    expect(told).toEqual([
      expect.stringMatching(/^chats\.jsonl:2: conversation: it has neither/),
      expect.stringMatching(/^chats\.jsonl:3: conversation: no message/),
      expect.stringMatching(/^chats\.jsonl:4: conversation: .*no text: image_url/),
    ]);
  });

  it('that are no JSON are refused with their line', async () => {
    await expect(load('chats.jsonl', `${lines(chat(['user', 'Hi']))}\n{`)).rejects.toMatchObject({
      code: 'data_line_invalid',
      location: { file: 'chats.jsonl', line: 2 },
    });
  });
});

describe('tables and lines of JSON', () => {
  type Options = Partial<Parameters<typeof importRecords>[0]>;
  const load = (file: string, content: string, options: Options = {}) =>
    imported({ [file]: content }, (target) =>
      importRecords({
        ...target,
        file,
        format: file.endsWith('.jsonl') ? 'jsonl' : 'csv',
        name: 'faq',
        ...options,
      }),
    );

  it('have columns with the usual names', async () => {
    const { written, lines } = await load(
      'faq.csv',
      'id,Question,Answer,topic\n1,"Open, when?",9:00,hours\n2,Where?,,place\n',
    );
    expect(written.faq).toMatchObject({
      interpolate: false,
      inputs: [
        { name: '1', text: 'Open, when?', criteria: [{ icontains: '9:00' }] },
        { name: '2', text: 'Where?' },
      ],
    });
    expect(lines).toEqual([expect.stringMatching(/^faq\.csv:2: column "topic": .*--context/)]);
  });

  it('or with those that are named', async () => {
    const { written, notes } = await load('faq.tsv', 'q\ta\twho\nHi\tHello\tAda\n', {
      text: 'q',
      reference: 'a',
      context: ['who'],
      expect: 'equals',
    });
    expect(notes).toEqual([]);
    expect(written.faq?.inputs).toEqual([
      { text: 'Hi', context: { who: 'Ada' }, criteria: [{ equals: 'Hello' }] },
    ]);
  });

  it('that are inputs already stay what they are', async () => {
    const line = { text: 'Hi', weight: 2, criteria: ['no-pii', { contains: 'x' }] };
    const { written } = await load('faq.jsonl', `${JSON.stringify(line)}\n"short"\n`);
    expect(written.faq?.inputs).toEqual([line, 'short']);
  });

  it('keep braces as they are', async () => {
    const { cases } = await load('faq.jsonl', '{"question":"what is {{ name }}?"}\n');
    expect(cases[0]?.turns[0]?.text).toBe('what is {{ name }}?');
  });

  it('with __expected are read as promptfoo reads them', async () => {
    const { cases } = await load('faq.csv', 'question,__expected\nHi,contains: lo\n', {
      text: 'question',
    });
    expect(cases[0]?.criteria.map(({ type }) => type)).toEqual(['contains']);
  });

  it('of any size are written line by line', async () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => JSON.stringify({ question: `Q${row}` }));
    const { written, cases } = await load('faq.jsonl', rows.join('\n'));
    expect(written.faq?.inputs).toBe('faq.jsonl');
    expect(cases).toHaveLength(1_000);
  });

  it('without anything to say are listed, or refused', async () => {
    const { lines, inputs } = await load('faq.csv', 'question\n" "\nHi\n');
    expect(inputs).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^faq\.csv:2: line: its "question" is empty/)]);
    await expect(load('faq.csv', 'a,b\n1,2\n')).rejects.toMatchObject({ code: 'import_empty' });
    await expect(load('faq.csv', 'question;answer\nHi;Hello\n')).rejects.toMatchObject({
      code: 'import_empty',
      hint: expect.stringContaining('say what separates them: --delimiter ";"'),
    });
    await expect(load('faq.csv', 'question\nHi\n', { text: 'qestion' })).rejects.toMatchObject({
      code: 'import_column_unknown',
      hint: 'Did you mean "question"?',
    });
  });

  it('leave nothing behind when they break off', async () => {
    const { project, target } = await importPlace({ 'a.jsonl': '{"text":"fine"}\nbroken\n' });
    await using _ = project;
    await expect(
      importRecords({ ...target, file: 'a.jsonl', format: 'jsonl' }),
    ).rejects.toMatchObject({ code: 'data_line_invalid' });
    await expect(project.load()).rejects.toMatchObject({ code: 'no_scenarios' });
  });
});
