import type { Verdict } from '@fluxloop/core/contract';
import type { OutputMode, OutputStream } from '@fluxloop/plugin-kit';
import { printableLine } from '@fluxloop/plugin-kit';
import { createProgress, type Progress, silentProgress } from '@fluxloop/plugin-kit/rendering';
import type { RunEvent } from '@fluxloop/runner';
import { FailureList } from './failure-list.js';

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
  #done = 0;
  readonly #counts = new Map<Verdict, number>();

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
        }
        return;
      case 'case-finished':
        this.#caseFinished(event);
        return;
      case 'warning':
        this.#bar.end();
        onWarning(event.message);
        return;
      case 'run-finished':
        this.end();
    }
  };

  /** Takes the bar away, whatever happened. */
  end(): void {
    this.#bar.end();
  }

  #caseFinished({ row }: Extract<RunEvent, { type: 'case-finished' }>): void {
    this.#done += 1;
    this.#counts.set(row.verdict, (this.#counts.get(row.verdict) ?? 0) + 1);
    const failure = this.failures.add(row);
    this.#bar.update(this.#done, this.#note());
    // Only as many as the report will list; a run may have a million.
    if (failure !== null && this.failures.count === this.failures.first.length) {
      const { paint } = this.#options.mode.stderr;
      const mark =
        failure.verdict === 'unjudged'
          ? paint('yellow', '? unjudged')
          : paint('red', `✘ ${failure.verdict}`);
      this.#bar.line(`${mark} ${printableLine(`${failure.scenario} › ${failure.name}`)}`);
    }
  }

  #note(): string {
    return (['fail', 'error', 'unjudged'] as const)
      .flatMap((verdict) => {
        const count = this.#counts.get(verdict) ?? 0;
        return count === 0 ? [] : [`${count} ${verdict}`];
      })
      .join(', ');
  }
}
