import type { ResultRow } from '@fluxloop/core/contract';
import { validateStrict } from 'ctrf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKERS } from '../project.test-support.js';
import { conversationText } from './conversation-text.js';
import {
  htmlAttribute,
  htmlClasses,
  htmlElements,
  htmlText,
  parseHtml,
  parseXml,
  renderMarkdown,
  sarifProblems,
  xmlElements,
} from './parsers.test-support.js';
import { REPORT_FORMATS } from './report.js';
import { caseId, failedRow, type RunOfRows, row, runOf } from './reported-run.test-support.js';

const ROUNDS = Number(process.env.FLUXLOOP_FUZZ_RUNS ?? 8);

/** Whatever could break out of some format, lie about it, or mean something to who reads it. */
const PIECES = [
  '</script><script>alert(1)</script>',
  '<!-- -->',
  '<![CDATA[ ]]>',
  '<img src=x onerror=alert(1)>',
  '</div></li></ul>',
  '</code>',
  '&amp;&#0;&lt;',
  '\u0000\u0001\b\u001b[31m\u007f\u0085\u009b',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u202egnp.exe\u202c\u2066x\u2069',
  '\ud800',
  '\udc00',
  '\ufffe\uffff\ufeff',
  '\u2028\u2029',
  '😀👩‍👩‍👧‍👦',
  'שלום עולם',
  '| \\| ` `` ```',
  '**b** _i_ ~~s~~ [x](https://evil.example) ![](https://evil.example/i.png)',
  '@everyone #1 https://evil.example www.evil.example',
  '\n# title\n- item\n> quote\n',
  '::error file=x::no ##[error]no %0A%25',
  '"\'=,:;',
  '{{x}} $& $1',
  '}]}',
  '0',
];

const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 20 })), {
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''));

/** Rows with such a text wherever an agent, a user or a file of theirs puts one. */
const rows = fc.array(
  fc.tuple(text, text, text, fc.constantFrom('pass', 'fail', 'error', 'unjudged')),
  {
    minLength: 1,
    maxLength: 6,
  },
);

function rowsOf(texts: [string, string, string, string][]): ResultRow[] {
  return texts.map(([said, answered, named, verdict], index) => {
    const common = {
      case_id: caseId(index),
      name: named.slice(0, 400),
      scenario: `s${named}`.slice(0, 200),
      messages: [
        { role: 'user' as const, text: said },
        { role: 'agent' as const, text: answered, latency_ms: 1, metadata: { [said]: answered } },
      ],
    };
    if (verdict === 'pass') return row(common);
    if (verdict === 'unjudged') return row({ ...common, verdict, criteria: [], score: 0 });
    if (verdict === 'fail') return failedRow(answered, common);
    return row({
      ...common,
      verdict: 'error',
      score: 0,
      criteria: [],
      error: { code: 'x', message: said },
    });
  });
}

async function withRun(rows: ResultRow[], check: (run: RunOfRows) => Promise<void>): Promise<void> {
  const run = await runOf(rows, { sanitized: false });
  try {
    await check(run);
  } finally {
    await run.remove();
  }
}

const property = (check: (rows: ResultRow[], run: RunOfRows) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(rows, async (texts) => {
      const made = rowsOf(texts);
      await withRun(made, (run) => check(made, run));
    }),
    { numRuns: ROUNDS },
  );

/** The characters that XML can hold (XML 1.0, section 2.2), with line ends as a parser gives them. */
const inXml = (said: string): string =>
  [...said]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return code === 9 || code === 10 || code === 13;
      return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
    })
    .join('');

/** What a browser shows of a text: halves of pairs do not survive UTF-8. */
const inBrowser = (said: string): string =>
  Buffer.from(said.replaceAll('\r\n', '\n'))
    .toString()
    .replace(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, (character) => {
      return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    });

describe('whatever is said', () => {
  it('is in the JSON documents as it was', () =>
    property(async (made, run) => {
      const { rows } = JSON.parse(await run.text('json', { raw: true })) as { rows: ResultRow[] };
      expect(rows).toEqual(made);
      const lines = (await run.text('jsonl', { raw: true })).trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line) as ResultRow)).toMatchObject(made);
    }));

  it('is in well-formed JUnit, less what XML cannot hold', () =>
    property(async (made, run) => {
      const document = parseXml(Buffer.from(await run.text('junit', { raw: true })).toString());
      const cases = xmlElements(document, 'testcase');
      expect(cases).toHaveLength(made.length);
      for (const one of made) {
        const found = cases.find((element) =>
          xmlElements(element, 'property').some(
            ({ attributes }) => attributes.value === one.case_id,
          ),
        );
        expect(found?.attributes).toMatchObject({
          name: inXml(one.name),
          classname: inXml(one.scenario),
        });
        const outcome = found?.children[1];
        if (one.verdict === 'fail') {
          expect(outcome).toMatchObject({ name: 'failure', text: inXml(conversationText(one)) });
        }
        if (one.verdict === 'error') {
          expect(outcome).toMatchObject({ name: 'error', text: inXml(conversationText(one)) });
        }
      }
    }));

  it('is in CTRF that its schema accepts', () =>
    property(async (made, run) => {
      const document: unknown = JSON.parse(await run.text('ctrf', { raw: true }));
      validateStrict(document);
      expect(document).toMatchObject({ results: { summary: { tests: made.length } } });
    }));

  it('is in SARIF that its schema accepts', () =>
    property(async (_made, run) => {
      expect(sarifProblems(JSON.parse(await run.text('sarif', { raw: true })))).toEqual([]);
    }));

  it('is text on the HTML page, and nothing else', () =>
    property(async (made, run) => {
      const page = parseHtml(Buffer.from(await run.text('html', { raw: true })).toString());
      const scripts = htmlElements(page, ({ tagName }) => tagName === 'script');
      expect(scripts).toHaveLength(1);
      expect(htmlElements(page, ({ tagName }) => tagName === 'img' || tagName === 'a')).toEqual([]);
      const items = htmlElements(
        page,
        (one) => htmlAttribute(one, 'data-verdict') !== undefined && one.tagName === 'li',
      );
      expect(items).toHaveLength(made.length);
      for (const one of made) {
        const item = items.find((found) => htmlAttribute(found, 'id') === `${one.case_id}-0`);
        if (item === undefined) throw new Error(`${one.case_id} is not on the page`);
        const said = htmlElements(item, (element) => {
          const classes = htmlClasses(element);
          return classes.includes('text') && !classes.includes('code');
        });
        expect(said.map(htmlText)).toEqual(one.messages.map((message) => inBrowser(message.text)));
      }
    }));

  it('means nothing to Markdown', () =>
    property(async (made, run) => {
      const page = renderMarkdown(Buffer.from(await run.text('md', { raw: true })).toString());
      const missed = made.filter(({ verdict }) => verdict !== 'pass');
      const tables = htmlElements(page, ({ tagName }) => tagName === 'table');
      expect(tables).toHaveLength(missed.length === 0 ? 1 : 2);
      const allowed = new Set([
        'html',
        'head',
        'body',
        'h2',
        'h3',
        'p',
        'sub',
        'code',
        'strong',
        'table',
        'thead',
        'tbody',
        'tr',
        'th',
        'td',
      ]);
      expect(htmlElements(page, ({ tagName }) => !allowed.has(tagName))).toEqual([]);
      const lines =
        tables[1] === undefined ? [] : htmlElements(tables[1], ({ tagName }) => tagName === 'tr');
      expect(
        lines.slice(1).map((line) => htmlElements(line, ({ tagName }) => tagName === 'td').length),
      ).toEqual(missed.map(() => 4));
    }));

  it('is one workflow command a line, and gives no other', () =>
    property(async (made, run) => {
      const lines = (await run.text('github', { raw: true })).trimEnd().split('\n');
      const missed = made.filter(({ verdict }) => verdict !== 'pass');
      expect(lines).toHaveLength(missed.length + 1);
      for (const line of lines) {
        expect(line).toMatch(/^::(error|warning|notice) (file=[^:,]*,)?(line=\d+,)?title=[^:,]*::/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
    }));
});

describe('what is sensitive', () => {
  const sensitive = Object.values(MARKERS);
  const holding = (index: number, verdict: ResultRow['verdict']): ResultRow => {
    const all = sensitive.join(' and ');
    const criteria = failedRow(`reason ${all}`).criteria.map((one) => ({ ...one, expected: all }));
    return row({
      case_id: caseId(index),
      scenario: `scenario ${MARKERS.email}`,
      name: `name ${all}`.slice(0, 400),
      verdict,
      criteria,
      messages: [
        { role: 'user', text: `mine is ${MARKERS.otherEmail}` },
        {
          role: 'agent',
          text: `I know ${all}`,
          metadata: { [MARKERS.email]: [MARKERS.card, { key: MARKERS.key }] },
          tool_calls: [{ name: 'look up', arguments: { to: MARKERS.email }, result: MARKERS.card }],
        },
      ],
      ...(verdict === 'error' ? { error: { code: 'broken', message: `broke at ${all}` } } : {}),
    });
  };
  const made = [
    holding(0, 'fail'),
    holding(1, 'error'),
    holding(2, 'pass'),
    holding(3, 'unjudged'),
  ];

  it.each(REPORT_FORMATS)('is in no %s report, however the run was stored', async (format) => {
    for (const sanitized of [true, false]) {
      const run = await runOf(made, { sanitized });
      try {
        const report = await run.text(format);
        expect(report).not.toBe('');
        for (const marker of sensitive) expect(report).not.toContain(marker);
        expect(report.replace(/[^0-9]/g, '')).not.toContain(MARKERS.card.replaceAll(' ', ''));
      } finally {
        await run.remove();
      }
    }
  });

  it('is there when it is asked for as it was said', async () => {
    await withRun(made, async (run) => {
      for (const format of ['json', 'jsonl', 'html', 'junit'] as const) {
        expect(await run.text(format, { raw: true })).toContain(MARKERS.email);
      }
      expect(await run.text('html', { raw: true })).toContain('Do not pass it on');
    });
  });
});
