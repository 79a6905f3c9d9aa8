import type { StreamMode } from '../output-mode.js';
import type { OutputStream } from '../surroundings.js';
import { displayWidth, truncate } from './text.js';

/** Shows how far something is. */
export interface Progress {
  /** `done` of the total are finished; `note` is shown beside it (`3 failed`). */
  update(done: number, note?: string): void;
  /** Shows the time that has passed since the last update, for whoever has a timer. */
  refresh(): void;
  /** Prints a line that stays, above the bar. */
  line(text: string): void;
  /** Takes the bar away while something else is printed. */
  interlude(print: () => void): void;
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
/** Where a tenth takes longer: a line as often as this, so that nobody takes the run for dead. */
const LINE_EVERY_MS = 10_000;
/** Before this a rate is a guess. */
const RATE_AFTER_MS = 2_000;
const WIDEST_BAR = 24;
const NARROWEST_BAR = 6;
const GAP = '  ';
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
  return { update() {}, refresh() {}, line() {}, interlude: (print) => print(), end() {} };
}

function barProgress(options: ProgressOptions): Progress {
  const { stream, mode, label, total, now = clock } = options;
  const pace = new Pace(total, now);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let state: { done: number; note: string | undefined } | null = null;
  let ended = false;

  const draw = (): void => {
    if (state === null) return;
    // The terminal may have been made wider or narrower since.
    const width = (stream.columns || mode.width) - 1;
    const details = [...pace.words(state.done), ...(state.note ? [state.note] : [])];
    stream.write(CLEAR_LINE + barText({ label, total, done: state.done, details }, width));
    drawnAt = now();
  };

  return {
    update(done, note) {
      if (ended) return;
      pace.begin(done);
      state = { done, note };
      if (now() - drawnAt >= REDRAW_EVERY_MS || done === total) draw();
    },
    refresh() {
      if (!ended) draw();
    },
    line(text) {
      stream.write(`${CLEAR_LINE}${text}\n`);
      if (!ended) draw();
    },
    interlude(print) {
      if (!ended) stream.write(CLEAR_LINE);
      print();
      if (!ended) draw();
    },
    end() {
      if (ended) return;
      ended = true;
      stream.write(CLEAR_LINE);
    },
  };
}

function lineProgress({ stream, label, total, now = clock }: ProgressOptions): Progress {
  const pace = new Pace(total, now);
  let state: { done: number; note: string | undefined } | null = null;
  let shownTenth = 0;
  let shownAt = now();

  const showIfDue = (): void => {
    if (state === null) return;
    const { done, note } = state;
    const tenth = total ? Math.floor((done / total) * LINES_OVER_A_RUN) : 0;
    if (tenth <= shownTenth && now() - shownAt < LINE_EVERY_MS) return;
    shownTenth = tenth;
    shownAt = now();
    const details = [...pace.words(done), ...(note ? [note] : [])];
    const count = total === null ? `${done}` : `${done}/${total}`;
    stream.write(`${label}: ${count}${details.length === 0 ? '' : ` (${details.join(', ')})`}\n`);
  };

  return {
    update(done, note) {
      pace.begin(done);
      state = { done, note };
      showIfDue();
    },
    refresh: showIfDue,
    line(text) {
      stream.write(`${text}\n`);
    },
    interlude: (print) => print(),
    end() {
      state = null;
    },
  };
}

/** How fast it goes; what was done before it began says nothing about that. */
class Pace {
  readonly #total: number | null;
  readonly #now: () => number;
  #began: { at: number; done: number } | null = null;

  constructor(total: number | null, now: () => number) {
    this.#total = total;
    this.#now = now;
  }

  begin(done: number): void {
    this.#began ??= { at: this.#now(), done };
  }

  /** `34/s` and `2 min left`, as soon as they can be told, and as long as there is something left. */
  words(done: number): string[] {
    if (this.#began === null || done === this.#total) return [];
    const elapsed = this.#now() - this.#began.at;
    const finished = done - this.#began.done;
    if (elapsed < RATE_AFTER_MS || finished <= 0) return [];
    const perSecond = (1_000 * finished) / elapsed;
    const left = this.#total === null ? [] : [`${timeLeft((this.#total - done) / perSecond)} left`];
    return [rate(perSecond), ...left];
  }
}

function rate(perSecond: number): string {
  if (perSecond >= 10) return `${Math.round(perSecond)}/s`;
  if (perSecond >= 1) return `${perSecond.toFixed(1)}/s`;
  return `${(perSecond * 60).toFixed(1)}/min`;
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  if (seconds < 90 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

interface BarState {
  label: string;
  done: number;
  total: number | null;
  details: readonly string[];
}

/** What there is to say, with a bar in the room that is left. */
function barText({ label, done, total, details }: BarState, width: number): string {
  if (!total) return truncate([label, `${done}`, ...details].join(GAP), width);
  const share = Math.min(1, done / total);
  const percent = `${Math.floor(100 * share)} %`;
  const words = [`${done}/${total}`, percent, ...details].join(GAP);
  const room = width - displayWidth(label) - displayWidth(words) - 2 * GAP.length;
  if (room < NARROWEST_BAR) return truncate([label, words].join(GAP), width);
  const length = Math.min(WIDEST_BAR, room);
  const filled = Math.round(share * length);
  return [label, '█'.repeat(filled) + '░'.repeat(length - filled), words].join(GAP);
}

const clock = (): number => performance.now();
