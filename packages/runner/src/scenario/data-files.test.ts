import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickInput } from './quick-input.js';
import { casesIn, casesOf, failureIn, scenarioProject } from './scenario.test-support.js';
import { scenarioInput } from './scenario-schema.js';

const texts = async (...given: Parameters<typeof casesIn>) =>
  (await casesIn(...given)).map(({ turns }) => turns.map(({ text }) => text).join('/'));

describe('a .csv file', () => {
  it('has a column for each field, and context in the others', async () => {
    const [one] = await casesIn('inputs: a.csv\n', {
      'scenarios/a.csv':
        'text,name,weight,min_score,skip,customer,criteria\nhi,first,2,0.5,no,Ada,"[{""contains"": ""x""}]"\n',
    });
    expect(one).toMatchObject({
      title: 'first',
      weight: 2,
      minScore: 0.5,
      skip: null,
      turns: [{ text: 'hi', context: { customer: 'Ada' } }],
      criteria: [{ type: 'contains' }],
    });
  });

  it('may call its columns as it likes', async () => {
    const yaml = `inputs:
  file: a.csv
  delimiter: ";"
  columns:
    text: question
    name: id
    criteria: { icontains: answer, latency: within }
    context: { plan: tier }
`;
    const cases = await casesIn(yaml, {
      'scenarios/a.csv':
        'id;question;answer;within;tier;note\n1;Where?;here;2s;free;x\n2;When?;;;paid;\n',
    });
    expect(cases.map(({ title, turns }) => [title, turns[0]])).toMatchObject([
      ['1', { text: 'Where?', context: { plan: 'free' } }],
      ['2', { text: 'When?', context: { plan: 'paid' } }],
    ]);
    expect(cases.map(({ criteria }) => criteria.map(({ type }) => type))).toEqual([
      ['icontains', 'latency'],
      [],
    ]);
  });

  it('may hold conversations, and variables for the criteria of the scenario', async () => {
    const yaml = `criteria: [{ contains: "{{ answer }}" }]
inputs: { file: a.csv, columns: { turns: [first, second], context: [answer] } }
`;
    const cases = await casesIn(yaml, {
      'scenarios/a.csv': 'first,second,answer\nhi,bye,one\nalone,,two\n',
    });
    expect(cases.map(({ turns }) => turns.map(({ text }) => text))).toEqual([
      ['hi', 'bye'],
      ['alone'],
    ]);
    expect(cases.map(({ criteria }) => criteria[0]?.check.expected)).toEqual(['one', 'two']);
  });

  it('is read with a byte-order mark, either line end, quoted line ends, doubled quotes, blank lines', async () => {
    const csv = '\uFEFFtext,name\r\n"a\r\nb",x\r\n\r\n"say ""hi"", please",y\r\nlast,z';
    expect(await texts('inputs: a.csv\n', { 'scenarios/a.csv': csv })).toEqual([
      'a\r\nb',
      'say "hi", please',
      'last',
    ]);
  });

  it('may have notes on its inputs, which nobody is told', async () => {
    const [one] = await casesIn('inputs: a.csv\n', {
      'scenarios/a.csv': 'text,metadata\nhi,"{""kind"": ""greeting""}"\n',
    });
    expect(one?.turns[0]).not.toHaveProperty('context');
    const error = await failureIn('inputs: a.csv\n', {
      'scenarios/a.csv': 'text,metadata\nhi,x\n',
    });
    expect(error).toMatchObject({ code: 'data_line_invalid', location: { line: 2 } });
  });

  it('with tabs is a .tsv file', async () => {
    expect(
      await texts('inputs: a.tsv\n', { 'scenarios/a.tsv': 'text\tname\none, two\tx\n' }),
    ).toEqual(['one, two']);
  });

  it.each<[string, string | Buffer, string, number, RegExp]>([
    ['too few columns', 'text,name\na,1\n\nb\n', 'data_line_invalid', 4, /one column.*has 2/],
    [
      'too many, behind quoted line ends',
      'text,name\r\n"a\r\nb",1\r\nc,d,e\r\n',
      'data_line_invalid',
      4,
      /3 columns/,
    ],
    ['a quotation mark left open', 'text\na\n"b\nc\n', 'data_line_invalid', 3, /never closed/],
    [
      'something behind a quotation mark',
      'text\na\n"b"c\n',
      'data_line_invalid',
      3,
      /closing quotation/,
    ],
    ['a quotation mark within', 'text\na "b"\n', 'data_line_invalid', 2, /does not begin with one/],
    ['no text', 'text,name\na,1\n,2\n', 'data_line_invalid', 3, /"text" is empty/],
    [
      'a weight that is none',
      'text,weight\na,heavy\n',
      'data_line_invalid',
      2,
      /"weight" cannot hold "heavy"/,
    ],
    ['a score that is too large', 'text,min_score\na,7\n', 'data_line_invalid', 2, /"min_score"/],
    [
      'criteria that are not JSON',
      'text,criteria\na,contains\n',
      'data_line_invalid',
      2,
      /"criteria"/,
    ],
    [
      'a criterion that does not exist',
      'text,criteria\na,"[""containz""]"\n',
      'criterion_invalid',
      2,
      /containz/,
    ],
    ['no column for the text', 'question,name\na,1\n', 'data_column_missing', 1, /neither "text"/],
    ['the same column twice', 'text,text\na,b\n', 'data_header_invalid', 1, /"text"/],
    ['nearly a field', 'text,critera\na,[]\n', 'data_header_invalid', 1, /did you mean "criteria"/],
    ['nothing', '', 'data_line_invalid', 1, /empty/],
    [
      'a letter that is not UTF-8',
      Buffer.from('text\nok\ncaf\xe9\n', 'latin1'),
      'data_encoding',
      3,
      /UTF-8/,
    ],
    ['UTF-16', Buffer.from('text\nok\n', 'utf16le'), 'data_encoding', 1, /UTF-8/],
  ])('with %s is refused with its line', async (_, csv, code, line, message) => {
    const error = await failureIn('inputs: a.csv\n', { 'scenarios/a.csv': csv });
    expect(error).toMatchObject({ code, exitCode: 2, location: { file: 'scenarios/a.csv', line } });
    expect(error.message).toMatch(message);
  });

  it('that lacks a column of the map suggests the one that was meant', async () => {
    const yaml = 'inputs: { file: a.csv, columns: { text: qestion } }\n';
    expect(await failureIn(yaml, { 'scenarios/a.csv': 'question\nhi\n' })).toMatchObject({
      code: 'data_column_missing',
      hint: 'Did you mean "question"?',
    });
  });

  it('shows no secret of the line that is wrong', async () => {
    const key = ['gh', 'p_', 'a1B2'.repeat(9)].join('');
    const error = await failureIn('inputs: a.csv\n', {
      'scenarios/a.csv': `text,weight\n${key},heavy\n`,
    });
    expect(JSON.stringify(error)).not.toContain(key);
  });
});

describe('a .jsonl file', () => {
  it('may call its keys as it likes', async () => {
    const yaml =
      'inputs: { file: a.jsonl, columns: { text: question, criteria: { number-equals: answer } } }\n';
    const [one] = await casesIn(yaml, {
      'scenarios/a.jsonl': '{"question":"2+2?","answer":4,"topic":"sums"}\n',
    });
    expect(one).toMatchObject({
      turns: [{ text: '2+2?', context: { topic: 'sums' } }],
      criteria: [{ type: 'number-equals' }],
    });
  });

  it('is read with a byte-order mark and either line end', async () => {
    expect(
      await texts('inputs: a.jsonl\n', { 'scenarios/a.jsonl': '\uFEFF"one"\r\n\r\n"two"' }),
    ).toEqual(['one', 'two']);
  });

  it.each<[string, string | Buffer, string, number, number | undefined, RegExp]>([
    ['no JSON', '"a"\n{"text": "b",}\n', 'data_line_invalid', 2, 14, /not JSON/],
    ['half a line', '"a"\n{"text": "b"', 'data_line_invalid', 2, 13, /not JSON/],
    [
      'a key that is unknown',
      '{"txet": "a", "name": "b"}\n',
      'data_line_invalid',
      1,
      1,
      /"txet".*"text"/s,
    ],
    [
      'a value that does not fit',
      '{"text": "a", "weight": "b"}\n',
      'data_line_invalid',
      1,
      25,
      /number/,
    ],
    [
      'a criterion that does not exist',
      '{"text": "a", "criteria": [{"containz": 1}]}\n',
      'criterion_invalid',
      1,
      29,
      /containz/,
    ],
    [
      'a criterion that cannot be used',
      '{"text": "a", "criteria": [{"regex": "("}]}\n',
      'criterion_invalid',
      1,
      38,
      /regex/,
    ],
    ['nothing to say', '{"name": "a"}\n', 'data_line_invalid', 1, 1, /text or turns/],
    ['a number', '7\n', 'data_line_invalid', 1, 1, /mapping/],
    [
      'a letter that is not UTF-8',
      Buffer.from('"a"\n"caf\xe9"\n', 'latin1'),
      'data_encoding',
      2,
      undefined,
      /UTF-8/,
    ],
  ])('with %s is refused with line and column', async (_, jsonl, code, line, column, message) => {
    const error = await failureIn('inputs: a.jsonl\n', { 'scenarios/a.jsonl': jsonl });
    expect(error).toMatchObject({
      code,
      exitCode: 2,
      location: { file: 'scenarios/a.jsonl', line },
    });
    if (column !== undefined) expect(error.location?.column).toBe(column);
    expect(error.message).toMatch(message);
  });
});

describe('data files', () => {
  it.each([
    ['that is missing', 'inputs: nothing.csv\n', 'data_file_missing'],
    ['of an unknown kind', 'inputs: data.xlsx\n', 'data_format_unknown'],
  ])('a file %s is told where the scenario names it', async (_, yaml, code) => {
    expect(await failureIn(yaml)).toMatchObject({
      code,
      location: { file: 'scenarios/a.yaml', line: 1, column: 9 },
    });
  });

  it('count in the digest as they stand', async () => {
    const contentOf = async (csv: string) => {
      await using project = await scenarioProject({
        'scenarios/a.yaml': 'inputs: a.csv\n',
        'scenarios/a.csv': csv,
      });
      const [scenario] = (await project.load()).scenarios;
      const content: unknown[] = [];
      if (scenario !== undefined) for await (const one of scenario.content()) content.push(one);
      expect(await casesOf(scenario)).toHaveLength(2);
      return JSON.stringify(content);
    };
    const first = await contentOf('text\na\nb\n');
    expect(await contentOf('text\na\nb\n')).toBe(first);
    expect(await contentOf('text\na\nc\n')).not.toBe(first);
  });

  it('take the quick way only where the schema would say the same', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 2 }),
      fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
    );
    const input = fc.record(
      {
        text: value,
        name: value,
        weight: value,
        min_score: value,
        context: value,
        criteria: value,
        expected_behavior: value,
        metadata: value,
        other: value,
      },
      { requiredKeys: ['text'] },
    );
    fc.assert(
      fc.property(input, (given) => {
        const quick = quickInput(given);
        if (quick === null) return;
        const slow = scenarioInput.safeParse(given);
        expect(slow.success).toBe(true);
        expect(quick).toEqual(slow.data);
      }),
    );
  });
});
