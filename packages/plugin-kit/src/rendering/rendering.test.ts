import { describe, expect, it } from 'vitest';
import type { StreamMode } from '../output-mode.js';
import { printable } from '../printable.js';
import {
  type Column,
  createProgress,
  displayWidth,
  formatError,
  formatTable,
  truncate,
  wrap,
} from './index.js';

const plain: StreamMode = {
  interactive: false,
  color: false,
  width: 40,
  proseWidth: 40,
  paint: (_style, text) => text,
};

describe('formatTable', () => {
  const columns: Column<{ name: string; count: number; why: string }>[] = [
    { header: 'Name', value: ({ name }) => name, overflow: 'truncate' },
    { header: 'Count', align: 'right', value: ({ count }) => count },
    { header: 'Why', value: ({ why }) => why, overflow: 'wrap' },
  ];

  it('aligns columns and leaves no space at the ends of lines', () => {
    const rows = [
      { name: 'a', count: 1, why: 'x' },
      { name: 'bb', count: 20, why: '' },
    ];
    expect(formatTable(rows, columns, plain)).toBe(
      ['Name  Count  Why', 'a         1  x', 'bb       20', ''].join('\n'),
    );
  });

  it('gives way at the widest column until it fits, and never breaks the others', () => {
    const rows = [{ name: 'n'.repeat(30), count: 123_456, why: 'many words that go on and on' }];
    const table = formatTable(rows, columns, plain);
    expect(Math.max(...table.split('\n').map(displayWidth))).toBeLessThanOrEqual(40);
    expect(table).toContain('123456');
    expect(table).toContain('…');
    expect(table.split('\n').length).toBeGreaterThan(3);
  });

  it('counts wide characters as two columns', () => {
    const rows = [
      { name: '日本', count: 1, why: 'x' },
      { name: 'abcd', count: 1, why: 'x' },
    ];
    const [, first = '', second = ''] = formatTable(rows, columns, plain).split('\n');
    expect(displayWidth(first)).toBe(displayWidth(second));
  });

  it('lets no cell write to the terminal or break the line', () => {
    const rows = [{ name: '\u001B[2Ja\nb\u0007', count: 1, why: '' }];
    const [, row] = formatTable(rows, columns, plain).split('\n');
    expect(row).toBe('a b␇      1');
  });

  it('prints nothing without rows', () => {
    expect(formatTable([], columns, plain)).toBe('');
  });
});

describe('text', () => {
  it('keeps whole graphemes when it truncates', () => {
    expect(truncate('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });

  it('wraps prose, but not a command between backticks', () => {
    expect(wrap('Sign in with `fluxloop auth login --with-token` and go on', 30)).toEqual([
      'Sign in with',
      '`fluxloop auth login --with-token`',
      'and go on',
    ]);
  });

  it('shows control characters instead of obeying them', () => {
    expect(printable('a\u001B]0;title\u0007b\rc\td\u009Be')).toBe('ab␍c  d\ufffde');
  });

  it('shows marks that would turn the direction of text round, and leaves right-to-left text alone', () => {
    expect(printable('run \u202Egpj.exe\u202C')).toBe('run <U+202E>gpj.exe<U+202C>');
    expect(printable('\u2066x\u2069')).toBe('<U+2066>x<U+2069>');
    expect(printable('שלום \u200F(1)')).toBe('שלום \u200F(1)');
  });
});

describe('formatError', () => {
  it('wraps the sentence and leaves the commands below it as they are', () => {
    const command = 'fluxloop auth login --with-token --profile production < key.txt';
    const text = formatError(
      {
        code: 'x',
        message: 'm',
        exit_code: 2,
        hint: `One of these helps, as long as it fits:\n${command}`,
      },
      plain,
    );
    expect(text.split('\n')).toEqual([
      '[ERROR] m',
      '→ One of these helps, as long as it',
      '  fits:',
      `  ${command}`,
      '',
    ]);
  });
});

describe('createProgress', () => {
  function record(interactive: boolean, total: number | null) {
    let now = 0;
    const writes: string[] = [];
    const progress = createProgress({
      stream: { write: (text) => writes.push(text) },
      mode: { ...plain, width: 80, interactive },
      label: 'Testing',
      total,
      now: () => now,
    });
    const pass = (ms: number): void => {
      now += ms;
    };
    return { progress, writes, pass };
  }

  it('is a line for each tenth without a terminal', () => {
    const { progress, writes } = record(false, 1000);
    for (let done = 0; done <= 1000; done++)
      progress.update(done, done > 500 ? '1 fail' : undefined);
    progress.end();
    expect(writes).toHaveLength(10);
    expect(writes[0]).toBe('Testing: 100/1000\n');
    expect(writes[9]).toBe('Testing: 1000/1000 (1 fail)\n');
  });

  it('is a line every ten seconds when nobody knows how many there are', () => {
    const { progress, writes, pass } = record(false, null);
    for (let done = 1; done <= 30; done++) {
      pass(1000);
      progress.update(done);
    }
    expect(writes).toEqual([
      'Testing: 10 (1.0/s)\n',
      'Testing: 20 (1.0/s)\n',
      'Testing: 30 (1.0/s)\n',
    ]);
  });

  it('is a line every ten seconds where a tenth takes longer', () => {
    const { progress, writes, pass } = record(false, 1000);
    for (let done = 0; done <= 30; done++) {
      progress.update(done);
      pass(1000);
    }
    expect(writes).toEqual([
      'Testing: 10/1000 (1.0/s, 17 min left)\n',
      'Testing: 20/1000 (1.0/s, 17 min left)\n',
      'Testing: 30/1000 (1.0/s, 17 min left)\n',
    ]);
  });

  it('is a line every ten seconds while nothing is finished, when a timer refreshes it', () => {
    const { progress, writes, pass } = record(false, 4);
    progress.update(1);
    for (let second = 0; second < 25; second++) {
      pass(1000);
      progress.refresh();
    }
    progress.end();
    pass(60_000);
    progress.refresh();
    expect(writes).toEqual(['Testing: 1/4\n', 'Testing: 1/4\n', 'Testing: 1/4\n']);
  });

  it('reckons with what it has seen being done, not with what was done before', () => {
    const { progress, writes, pass } = record(true, 1000);
    progress.update(900);
    pass(10_000);
    progress.update(950);
    expect(writes.at(-1)).toMatch(/ 950\/1000 {2}95 % {2}5\.0\/s {2}10 s left$/);
  });

  it('fits into the terminal as it is now, with a shorter bar or none', () => {
    let now = 0;
    const writes: string[] = [];
    const stream = { columns: 80, write: (text: string) => writes.push(text) };
    const mode = { ...plain, width: 80, interactive: true };
    const progress = createProgress({
      stream,
      mode,
      label: 'Testing',
      total: 100_000,
      now: () => now,
    });
    const barLength = (): number => (writes.at(-1)?.match(/[█░]/g) ?? []).length;
    const note = '123 fail, 45 error';
    progress.update(0, note);
    now = 60_000;
    progress.update(50_000, note);
    expect(barLength()).toBe(12);
    for (const columns of [72, 60, 40, 20]) {
      stream.columns = columns;
      progress.refresh();
      expect(displayWidth(writes.at(-1)?.replace('\r\u001B[2K', '') ?? '')).toBeLessThan(columns);
    }
    expect(barLength()).toBe(0);
    expect(writes.at(-1)).toContain('50000/');
  });

  it('redraws one line in a terminal, not faster than an eye can follow', () => {
    const { progress, writes, pass } = record(true, 1000);
    for (let done = 0; done < 1000; done++) {
      pass(1);
      progress.update(done);
    }
    expect(writes.length).toBeLessThan(20);
    expect(writes.every((text) => text.startsWith('\r\u001B[2K') && !text.includes('\n'))).toBe(
      true,
    );
    expect(writes.every((text) => displayWidth(text) < 80)).toBe(true);
  });

  it('shows its first state at once, also after a line', () => {
    const { progress, writes } = record(true, 4);
    progress.line('3 cases were done before.');
    progress.update(3);
    expect(writes.at(-1)).toContain('3/4');
  });

  it('gives way to what somebody else prints, and comes back', () => {
    const { progress, writes } = record(true, 4);
    progress.update(1);
    progress.interlude(() => writes.push('[WARN] slow\n'));
    expect(writes.slice(1)).toEqual(['\r\u001B[2K', '[WARN] slow\n', writes[0]]);
  });

  it('keeps lines above the bar, and takes the bar away at the end', () => {
    const { progress, writes } = record(true, 2);
    progress.update(1);
    progress.line('✘ failed');
    progress.end();
    progress.update(2);
    expect(writes[1]).toBe('\r\u001B[2K✘ failed\n');
    expect(writes[2]).toContain('1/2');
    expect(writes.at(-1)).toBe('\r\u001B[2K');
  });
});
