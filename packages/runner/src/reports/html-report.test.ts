import { describe, expect, it } from 'vitest';
import {
  htmlAttribute,
  htmlClasses,
  htmlElements,
  htmlText,
  parseHtml,
} from './parsers.test-support.js';
import {
  caseId,
  EACH_VERDICT,
  failedRow,
  removedBehindEach,
  row,
} from './reported-run.test-support.js';

const stored = removedBehindEach();

describe('html', () => {
  const items = (page: ReturnType<typeof parseHtml>) =>
    htmlElements(
      page,
      (one) => one.tagName === 'li' && htmlAttribute(one, 'data-verdict') !== undefined,
    );

  it('loads nothing: its policy names its own style and script by their digests', async () => {
    const text = await (await stored(EACH_VERDICT)).text('html');
    const page = parseHtml(text);
    const policy = htmlElements(
      page,
      (one) => htmlAttribute(one, 'http-equiv') === 'Content-Security-Policy',
    );
    expect(policy.map((one) => htmlAttribute(one, 'content'))).toEqual([
      expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'$/,
      ),
    ]);
    const loading = ['src', 'href', 'srcset', 'action', 'style', 'onclick', 'onload'];
    expect(
      htmlElements(page, ({ attrs }) => attrs.some(({ name }) => loading.includes(name))),
    ).toEqual([]);
    expect(text).not.toMatch(/url\((?!#)|@import/);
  });

  it('shows the cases that did not pass first', async () => {
    const page = parseHtml(await (await stored(EACH_VERDICT)).text('html'));
    expect(items(page).map((item) => htmlAttribute(item, 'data-verdict'))).toEqual([
      'fail',
      'error',
      'unjudged',
      'pass',
      'skipped',
    ]);
  });

  it('holds a thousand cases, and says how many it leaves out', async () => {
    const rows = function* () {
      for (let index = 0; index < 1_500; index++) {
        yield index >= 1_400
          ? failedRow('no', { case_id: caseId(index) })
          : row({ case_id: caseId(index) });
      }
    };
    const run = await stored(rows());
    const { reports } = await run.write({
      reports: [{ format: 'html', to: `${run.root}/r.html` }],
    });
    expect(reports).toMatchObject([{ status: 'written', leftOut: 500 }]);
    const page = parseHtml(await run.text('html'));
    const verdicts = items(page).map((item) => htmlAttribute(item, 'data-verdict'));
    expect(verdicts).toHaveLength(1_000);
    expect(verdicts.filter((verdict) => verdict === 'fail')).toHaveLength(100);
    const [count] = htmlElements(page, (one) => htmlAttribute(one, 'id') === 'count');
    expect(count && htmlText(count)).toBe(
      '1000 cases; 500 more are left out of this page. All that did not pass are here. See all: fluxloop results show run_20261121_143022_k3f9',
    );
  });

  it('cuts huge texts and says by how much, and stays a page that opens', async () => {
    const huge = 'word '.repeat(200_000);
    const rows = function* () {
      for (let index = 0; index < 5; index++) {
        yield row({
          case_id: caseId(index),
          messages: [
            { role: 'user', text: 'hi' },
            { role: 'agent', text: huge },
          ],
        });
      }
    };
    const text = await (await stored(rows())).text('html');
    expect(text).toContain('[… 980000 more characters]');
    expect(text.length).toBeLessThan(500_000);
  });

  it('tells what the charts show in words and numbers too', async () => {
    const page = parseHtml(await (await stored(EACH_VERDICT)).text('html'));
    const labels = htmlElements(page, (one) => htmlAttribute(one, 'role') === 'img').map((one) =>
      htmlAttribute(one, 'aria-label'),
    );
    expect(labels).toEqual([
      'Verdicts: 1 pass, 1 fail, 1 error, 1 unjudged, 1 skipped.',
      '1 of 2 judged cases have a score of 90 % or more; the mean over all cases is 50 %.',
      'Half of the cases were answered within 100 ms, 95 % within 100 ms, 99 % within 100 ms, all within 100 ms.',
      'orders: 1 error, 1 unjudged, 1 skipped.',
      'refunds: 1 pass, 1 fail.',
    ]);
    const bars = htmlElements(
      page,
      (one) => one.tagName === 'rect' && htmlClasses(one).includes('bar'),
    );
    expect(bars.map(htmlText).filter((text) => !text.endsWith(': 0'))).toEqual([
      '0 % – 10 %: 1',
      '90 % – 100 %: 1',
      '100 ms – 150 ms: 3',
    ]);
  });

  it('tells how sure the score is, how repeats do, and which inputs are flaky', async () => {
    const rows = [0, 1, 2].flatMap((iteration) => [
      row({ case_id: caseId(1), iteration }),
      iteration === 1
        ? failedRow('no', { case_id: caseId(2), iteration, name: 'a moody one' })
        : row({ case_id: caseId(2), iteration, name: 'a moody one' }),
    ]);
    const run = await stored(rows, { iterations: 3 });
    const text = htmlText(parseHtml(await run.text('html'))).replace(/\s+/g, ' ');
    expect(text).toMatch(/Score83 %95 %: \d+ % to \d+ %/);
    expect(text).toContain('Always (pass^k)');
    expect(text).toMatch(/1 flakyInputPasseda moody one refunds2 of 3/);
  });

  it('has no score where nothing was judged, and says what is missing', async () => {
    const run = await stored([row({ verdict: 'unjudged', criteria: [], score: 0 })], {
      planned: 3,
    });
    const text = htmlText(parseHtml(await run.text('html')));
    expect(text).toContain('Not judged');
    expect(text).toContain('Nothing was judged.');
    expect(text).toContain('The run was stopped after 1 of 3 cases.');
    expect(text).not.toContain('0 %');
  });
});
