import type { StreamMode } from '../output-mode.js';
import type { OutputStream } from '../surroundings.js';
import { truncate } from './text.js';

/** Shows how far something is. */
export interface Progress {
  /** `done` of the total are finished; `note` is shown beside it (`3 failed`). */
  update(done: number, note?: string): void;
  /** Prints a line that stays, above the bar. */
  line(text: string): void;
  /** Takes the bar away. Nothing is drawn after that. */
  end(): void;
}

/** What {@link createProgress} needs to know. */
export interface ProgressOptions {
  stream: OutputStream;
  mode: StreamMode;
  /** What is being done: `Testing`. */
  label: string;
  /** How many there are; `null` when nobody knows. */
  total: number | null;
  /** Milliseconds of a clock that does not go back. Default `performance.now`. */
  now?: () => number;
}

/** Faster than this nobody can see it, and drawing costs time. */
const REDRAW_EVERY_MS = 80;
/** Without a terminal: a line for each tenth, so that a log stays readable. */
const LINES_OVER_A_RUN = 10;
/** Without a total: a line as often as this. */
const LINE_EVERY_MS = 10_000;
const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\u001B[2K';

/**
 * A progress bar in a terminal; plain lines in a pipe, a file or a CI log.
 *
 * It draws only when it is told something, so it needs no timer and keeps no process alive.
 */
export function createProgress(options: ProgressOptions): Progress {
  return options.mode.interactive ? barProgress(options) : lineProgress(options);
}

/** Draws nothing: for `--json`, where a program reads along. */
export function silentProgress(): Progress {
  return { update() {}, line() {}, end() {} };
}

function barProgress({ stream, mode, label, total, now = clock }: ProgressOptions): Progress {
  const startedAt = now();
  let drawnAt = Number.NEGATIVE_INFINITY;
  let bar = '';
  let ended = false;

  const draw = (): void => {
    stream.write(CLEAR_LINE + bar);
    drawnAt = now();
  };

  return {
    update(done, note) {
      if (ended) return;
      bar = truncate(
        barText({ label, done, total, note, elapsedMs: now() - startedAt }),
        mode.width - 1,
      );
      if (now() - drawnAt >= REDRAW_EVERY_MS || done === total) draw();
    },
    line(text) {
      stream.write(`${CLEAR_LINE}${text}\n`);
      if (!ended && bar !== '') draw();
    },
    end() {
      if (ended) return;
      ended = true;
      stream.write(CLEAR_LINE);
    },
  };
}

function lineProgress({ stream, label, total, now = clock }: ProgressOptions): Progress {
  let shownTenth = 0;
  let shownAt = now();
  return {
    update(done, note) {
      const tenth =
        total === null || total === 0 ? 0 : Math.floor((done / total) * LINES_OVER_A_RUN);
      const due = total === null ? now() - shownAt >= LINE_EVERY_MS : tenth > shownTenth;
      if (!due) return;
      shownTenth = tenth;
      shownAt = now();
      const count = total === null ? `${done}` : `${done}/${total}`;
      stream.write(`${label}: ${count}${note ? ` (${note})` : ''}\n`);
    },
    line(text) {
      stream.write(`${text}\n`);
    },
    end() {},
  };
}

interface BarState {
  label: string;
  done: number;
  total: number | null;
  note: string | undefined;
  elapsedMs: number;
}

function barText({ label, done, total, note, elapsedMs }: BarState): string {
  const parts = [label];
  if (total === null || total === 0) {
    parts.push(`${done}`);
  } else {
    const share = Math.min(1, done / total);
    const filled = Math.round(share * BAR_WIDTH);
    parts.push('█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled), `${done}/${total}`);
    if (done > 0 && done < total) {
      const secondsLeft = Math.ceil(((elapsedMs / done) * (total - done)) / 1000);
      parts.push(`${secondsLeft} s left`);
    }
  }
  if (note) parts.push(note);
  return parts.join('  ');
}

const clock = (): number => performance.now();
