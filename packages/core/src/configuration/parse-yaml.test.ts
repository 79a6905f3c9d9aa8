import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { freshKey } from '../credentials/keys.test-support.js';
import { ConfigurationError } from '../errors/index.js';
import { parseYaml } from './parse-yaml.js';

const schema = z.strictObject({
  name: z.string(),
  count: z.int().min(1).optional(),
  color: z.enum(['red', 'green']).optional(),
  items: z
    .array(
      z.union([
        z.strictObject({ text: z.string() }),
        z.strictObject({ turns: z.array(z.string()) }),
      ]),
    )
    .min(1)
    .optional(),
  nested: z
    .strictObject({ token: z.string().optional(), deeper: z.boolean().optional() })
    .prefault({}),
  extra: z.record(z.string(), z.number()).optional(),
});

const parse = (text: string | Uint8Array, strict = false) =>
  parseYaml({ text, file: 'example.yaml', schema, strict });

async function failure(text: string | Uint8Array, strict = false): Promise<ConfigurationError> {
  const error: unknown = await parse(text, strict).catch((thrown: unknown) => thrown);
  if (error instanceof ConfigurationError) return error;
  throw new Error('It was taken.');
}

describe('parseYaml', () => {
  it('gives the value as the schema makes it', async () => {
    const { value, warnings } = await parse('name: a\nitems:\n  - text: hello\n');
    expect(value).toEqual({ name: 'a', items: [{ text: 'hello' }], nested: {} });
    expect(warnings).toEqual([]);
  });

  it('takes anchors and merges', async () => {
    const { value } = await parse('name: a\nitems:\n  - &one { text: hi }\n  - { <<: *one }\n');
    expect(value.items).toEqual([{ text: 'hi' }, { text: 'hi' }]);
  });

  it('takes a byte-order mark and Windows line ends without moving places', async () => {
    const error = await failure('\uFEFFname: a\r\ncount: many\r\n');
    expect(error.location).toEqual({
      file: 'example.yaml',
      line: 2,
      column: 8,
      excerpt: 'count: many',
    });
  });

  it('takes the bytes of a file', async () => {
    const { value } = await parse(new TextEncoder().encode('\uFEFFname: café\n'));
    expect(value.name).toBe('café');
  });

  it.each([
    ['Latin-1', Buffer.from('name: a\n# caf\xe9\n', 'latin1'), 2, 6],
    ['UTF-16', Buffer.from('\uFEFFname: a\n', 'utf16le'), 1, 1],
    ['UTF-16 without a mark', Buffer.from('name: a\n', 'utf16le'), 1, 2],
  ])('refuses %s, and says where it stops being UTF-8', async (_, bytes, line, column) => {
    const error = await failure(bytes);
    expect(error).toMatchObject({ code: 'yaml_encoding', hint: 'Save the file as UTF-8.' });
    expect(error.location).toMatchObject({ file: 'example.yaml', line, column });
  });

  it('treats an empty file as one that says nothing', async () => {
    expect((await failure('# nothing here\n')).message).toBe('name: is missing');
  });
});

describe('broken YAML', () => {
  it.each<[string, string, number, number, RegExp]>([
    ['a tab', 'name: a\n\tcount: 1\n', 2, 1, /spaces/],
    ['a quotation mark left open', 'name: "a\ncount: 1\n', 3, 1, /quotation|Close/],
    ['a bracket left open', 'name: a\nitems: [1, 2\ncount: 1\n', 3, 1, /close every/],
    ['a second colon', 'name: a: b\n', 1, 7, /quotation marks/],
    ['a key that stands twice', 'name: a\nname: b\n', 2, 1, /one of them/],
    ['bad indentation', 'nested:\n    deeper: true\n  token: x\n', 3, 1, /./],
    ['an anchor that does not exist', 'name: *nothing\n', 1, 7, /quotation marks/],
    ['several documents', 'name: a\n---\nname: b\n', 2, 1, /one document/],
    ['a missing colon', 'name a\ncount: 1\n', 1, 1, /./],
    ['a reserved character', 'name: @home\n', 1, 7, /quotation marks/],
  ])('(%s) is told with its place and the way out', async (_, text, line, column, hint) => {
    const error = await failure(text);
    expect(error).toMatchObject({ code: 'yaml_syntax', exitCode: 2, name: 'ConfigurationError' });
    expect(error.location).toMatchObject({ file: 'example.yaml', line, column });
    expect(error.hint).toMatch(hint);
  });

  it('cannot fill the memory with aliases of aliases', async () => {
    const level = (name: string, below: string) =>
      `${name}: &${name} [${`*${below}, `.repeat(9)}*${below}]\n`;
    let text = `a: &a [x]\n`;
    const names = 'abcdefghij';
    for (let index = 1; index < names.length; index += 1) {
      text += level(names.charAt(index), names.charAt(index - 1));
    }
    expect(await failure(text)).toMatchObject({ code: 'yaml_syntax' });
  });

  it('cannot overflow the stack with nesting', async () => {
    expect(await failure(`name: ${'['.repeat(50_000)}`)).toMatchObject({ exitCode: 2 });
  });
});

describe('a value that does not fit', () => {
  it.each<[string, string, string, number, number]>([
    ['missing', 'count: 1\n', 'name: is missing', 1, 1],
    ['text for a number', 'name: a\ncount: many\n', 'count: expected a number, got text', 2, 8],
    ['a number for text', 'name: 5\n', 'name: expected text, got a number', 1, 7],
    ['a fraction', 'name: a\ncount: 1.5\n', 'count: expected a whole number, got a number', 2, 8],
    ['nothing for text', 'name:\n', 'name: expected text, got nothing', 1, 1],
    ['too small', 'name: a\ncount: 0\n', 'count: expected at least 1', 2, 8],
    ['not on the list', 'name: a\ncolor: blue\n', 'color: expected one of red, green', 2, 8],
    [
      'deep inside',
      'name: a\nitems:\n  - text: hi\n  - text: [1]\n',
      'items[1].text: expected text, got a list',
      4,
      5,
    ],
    [
      'of no branch',
      'name: a\nitems:\n  - 7\n',
      'items[0]: expected a mapping (lines of "key: value"), got a number',
      3,
      5,
    ],
    ['in a record', 'name: a\nextra:\n  x: y\n', 'extra.x: expected a number, got text', 3, 6],
    ['an empty list', 'name: a\nitems: []\n', 'items: expected at least one entry', 2, 1],
    ['a list at the top', '- a\n', 'expected a mapping (lines of "key: value"), got a list', 1, 1],
  ])('(%s) is told with its place', async (_, text, message, line, column) => {
    const error = await failure(text);
    expect(error.message).toBe(message);
    expect(error).toMatchObject({ code: 'yaml_value', exitCode: 2 });
    expect(error.location).toMatchObject({
      line,
      column,
      excerpt: text.split('\n')[line - 1],
    });
  });

  it.each([
    ['name: 5\n', 'Put it into quotation marks: "5"'],
    ['name:\n', 'Write a value after the colon, or remove the line.'],
    ['count: 1\n', 'Add it.'],
  ])('of %j is told with the way out', async (text, hint) => {
    expect((await failure(text)).hint).toBe(hint);
  });

  it('is told together with the others', async () => {
    const { message, location } = await failure('count: 0\ncolor: blue\nname: 1\n');
    expect(location?.line).toBe(1);
    expect(message).toBe(
      'count: expected at least 1\n  line 2: color: expected one of red, green\n  line 3: name: expected text, got a number',
    );
  });

  it('because of a typo in a key is told with the key that was meant', async () => {
    const { message } = await failure('nmae: a\n');
    expect(message).toContain('name: is missing');
    expect(message).toContain('Unknown key "nmae"; did you mean "name"?');
  });

  it('may bring a code and a hint of its own', async () => {
    const own = z.strictObject({
      a: z.string().superRefine((_, context) =>
        context.addIssue({
          code: 'custom',
          message: 'no',
          params: { code: 'own_code', hint: 'Do this.' },
        }),
      ),
    });
    await expect(parseYaml({ text: 'a: b', file: 'x.yaml', schema: own })).rejects.toMatchObject({
      code: 'own_code',
      hint: 'Do this.',
      message: 'a: no',
    });
  });
});

describe('an unknown key', () => {
  it('is a warning with the nearest known key and its place, and is left out', async () => {
    const { value, warnings } = await parse('name: a\ncuont: 3\n');
    expect(value).toEqual({ name: 'a', nested: {} });
    expect(warnings).toEqual([
      {
        code: 'unknown_key',
        message: 'Unknown key "cuont"; did you mean "count"?',
        location: { file: 'example.yaml', line: 2, column: 1, excerpt: 'cuont: 3' },
      },
    ]);
  });

  it('is found inside defaults, lists and unions', async () => {
    const { warnings } = await parse(
      'name: a\nnested:\n  depeer: true\nitems:\n  - text: a\n    txet: b\n',
    );
    expect(warnings.map(({ message, location }) => [message, location.line])).toEqual([
      ['Unknown key "depeer" in nested; did you mean "deeper"?', 3],
      ['Unknown key "txet" in items[0]; did you mean "text"?', 6],
    ]);
  });

  it('that is near to none lists what is known', async () => {
    const { warnings } = await parse('name: a\nnested: { zzzzzz: 1 }\n');
    expect(warnings[0]?.message).toBe('Unknown key "zzzzzz" in nested; known here: token, deeper');
  });

  it("that begins with x- is nobody's business, with strict too", async () => {
    const { value, warnings } = await parse(
      'x-common: &c { text: hi }\nname: a\nitems: [*c]\n',
      true,
    );
    expect(value).toEqual({ name: 'a', items: [{ text: 'hi' }], nested: {} });
    expect(warnings).toEqual([]);
  });

  it('is an error with strict', async () => {
    const error = await failure('name: a\ncuont: 3\n', true);
    expect(error).toMatchObject({
      code: 'unknown_key',
      message: 'Unknown key "cuont"; did you mean "count"?',
      location: { line: 2, column: 1 },
    });
  });
});

describe('locate', () => {
  const text = 'name: a\nitems:\n  - text: one\n  - &two\n    text: two\n  - *two\nnested:\n';

  it.each<[PropertyKey[], number, number]>([
    [['name'], 1, 7],
    [['items'], 2, 1],
    [['items', 0, 'text'], 3, 11],
    [['items', 2], 6, 5],
    [['items', 2, 'text'], 5, 11],
    [['items', 0, 'missing'], 3, 5],
    [['items', 9], 2, 1],
    [['nested'], 7, 1],
    [[], 1, 1],
  ])('finds %j at line %i, column %i', async (path, line, column) => {
    const { locate } = await parseYaml({ text, file: 'x.yaml', schema: z.unknown() });
    expect(locate(path)).toMatchObject({ file: 'x.yaml', line, column });
  });
});

describe('locateKey', () => {
  const text = 'base: &base\n  text: one\nitems:\n  - <<: *base\n    name: two\n';

  it.each<[PropertyKey[], number, number]>([
    [['items', 0, 'name'], 5, 5],
    [['items', 0, 'text'], 2, 3],
    [['items', 0], 4, 5],
    [['items', 0, 'missing'], 4, 5],
    [['base'], 1, 1],
  ])(
    'finds the key of %j at line %i, column %i, through merges too',
    async (path, line, column) => {
      const { locateKey } = await parseYaml({ text, file: 'x.yaml', schema: z.unknown() });
      expect(locateKey(path)).toMatchObject({ file: 'x.yaml', line, column });
    },
  );

  it('leads to a value that a merge brings in', async () => {
    const { locate } = await parseYaml({ text, file: 'x.yaml', schema: z.unknown() });
    expect(locate(['items', 0, 'text'])).toMatchObject({ line: 2, column: 9 });
  });
});

describe('an excerpt', () => {
  const password = ['hunter2', 'hunter2'].join('-');

  it.each<[string, () => [text: string, secret: string]]>([
    ['a key of ours in a broken line', () => secretIn((key) => `name: "${key}\n`)],
    [
      'a key of ours that is cut off',
      () =>
        secretIn(
          (key) => `name: [${key.slice(0, 20)}\n`,
          (key) => key.slice(8, 20),
        ),
    ],
    [
      'a password under its name',
      () => [`name: a\nnested: { password: ${password}, [ }\n`, password],
    ],
    [
      'a quoted token under its name',
      () => [`name: a\nnested:\n\ttoken: "${password}"\n`, password],
    ],
    [
      'a key of another vendor',
      () =>
        secretIn((key) => `name: @${key}\n`, undefined, ['gh', 'p_', 'a1B2'.repeat(9)].join('')),
    ],
  ])('hides %s', async (_, make) => {
    const [text, secret] = make();
    const error = await failure(text);
    expect(error.location?.line).toBeGreaterThan(0);
    expect(JSON.stringify(error) + error.message).not.toContain(secret);
  });

  it('of a very long line is cut', async () => {
    const error = await failure(`name: [${'a'.repeat(10_000)}`);
    expect(error.location?.excerpt?.length ?? 0).toBeLessThan(200);
  });
});

function secretIn(
  line: (key: string) => string,
  part: (key: string) => string = (key) => key,
  key = freshKey(),
): [string, string] {
  return [line(key), part(key)];
}
