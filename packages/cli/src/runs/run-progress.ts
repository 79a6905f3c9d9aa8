import type { Verdict } from '@fluxloop/core/contract';
import type { OutputMode, OutputStream } from '@fluxloop/plugin-kit';
import { mark, printableLine } from '@fluxloop/plugin-kit';
import {
  createProgress,
  type Progress,
  silentProgress,
  truncate,
} from '@fluxloop/plugin-kit/rendering';
import type { RunEvent } from '@fluxloop/runner';
import { type Failure, FailureList, failureLine } from './failure-list.js';
import { VERDICT_MARKS } from './verdict-marks.js';

/** Often enough for a clock that counts down, while an agent thinks. */
const REFRESH_MS = 500;
/** A line of a log, where no terminal says how wide it is. */
const LOG_LINE = 240;

/** What {@link RunProgress} needs to know. */
export interface RunProgressOptions {
  stream: OutputStream;
  mode: OutputMode;
  onWarning: (message: string) => void;
}

/** Follows the events of a run: shows how far it is, and keeps what did not pass. */
export class RunProgress {
  readonly failures = new FailureList();
  readonly #options: RunProgressOptions;
  #bar: Progress = silentProgress();
  #timer: NodeJS.Timeout | undefined;
  #done = 0;
  readonly #counts = new Map<Verdict, number>();
  #note = '';

  constructor(options: RunProgressOptions) {
    this.#options = options;
  }

  /** Takes the next event. */
  readonly follow = (event: RunEvent): void => {
    const { stream, mode, onWarning } = this.#options;
    switch (event.type) {
      case 'run-started':
        this.#done = event.resumed;
        if (!mode.json) {
          this.#bar = createProgress({
            stream,
            mode: mode.stderr,
            label: 'Testing',
            total: event.total,
          });
          if (event.resumed > 0) this.#bar.line(`${event.resumed} cases were done before.`);
          this.#bar.update(this.#done);
          this.#timer = setInterval(() => this.#bar.refresh(), REFRESH_MS).unref();
        }
        return;
      case 'case-finished':
        this.#caseFinished(event);
        return;
      case 'warning':
        this.#bar.interlude(() => onWarning(event.message));
        return;
      case 'run-finished':
        this.end();
    }
  };

  /** Takes the bar away, whatever happened. */
  end(): void {
    clearInterval(this.#timer);
    this.#bar.end();
  }

  #caseFinished({ row }: Extract<RunEvent, { type: 'case-finished' }>): void {
    this.#done += 1;
    const failure = this.failures.add(row);
    if (failure !== null) {
      this.#counts.set(row.verdict, (this.#counts.get(row.verdict) ?? 0) + 1);
      this.#note = this.#countsInWords();
    }
    this.#bar.update(this.#done, this.#note);
    if (failure !== null) this.#show(failure);
  }

  /** Only as many as are listed at the end; a run may have a million. */
  #show(failure: Failure): void {
    const { first, count } = this.failures;
    const { paint, interactive } = this.#options.mode.stderr;
    if (count > first.length) {
      if (count === first.length + 1) {
        this.#bar.line(paint('dim', 'Further ones are counted, and not shown here.'));
      }
      return;
    }
    const { verdict } = failure;
    const sign = mark(VERDICT_MARKS[verdict], paint, { text: verdict });
    const width = interactive ? (this.#options.stream.columns ?? LOG_LINE) : LOG_LINE;
    const line = truncate(printableLine(failureLine(failure)), width - verdict.length - 4);
    this.#bar.line(`${sign} ${line}`);
  }

  #countsInWords(): string {
    return (['fail', 'error', 'unjudged'] as const)
      .flatMap((verdict) => {
        const count = this.#counts.get(verdict) ?? 0;
        return count === 0 ? [] : [`${count} ${verdict}`];
      })
      .join(', ');
  }
}
