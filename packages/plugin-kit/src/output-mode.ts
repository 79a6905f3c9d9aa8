import { styleText } from 'node:util';
import type { OutputStream, Surroundings } from './surroundings.js';

/** A style that {@link Paint} knows. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Wraps a text in the escape codes of styles, or gives it back as it is where colour is off. */
export type Paint = (style: Style | readonly Style[], text: string) => string;

/** How to speak on one stream. */
export interface StreamMode {
  /** True when a person looks at it: it may be redrawn. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** Characters in a line of a table: the terminal's own, at most {@link MAX_WIDTH}; 80 without one. */
  readonly width: number;
  /** Characters in a line of prose: as `width` in a terminal, without end elsewhere, where lines are searched. */
  readonly proseWidth: number;
  readonly paint: Paint;
}

/** How a command speaks: to a program or to a person. */
export interface OutputMode {
  /** Standard output holds JSON and nothing else. */
  readonly json: boolean;
  readonly verbose: boolean;
  /** True when a question can be asked: standard input and standard error are a terminal, and not `--json`. */
  readonly canAsk: boolean;
  readonly stdout: StreamMode;
  readonly stderr: StreamMode;
}

/** What a pipe gets, and what help texts are laid out for. */
const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read, however wide the terminal is. */
const MAX_WIDTH = 120;
const MIN_WIDTH = 40;

/** What was typed that decides how a command speaks. */
export interface OutputModeOptions {
  json?: boolean;
  verbose?: boolean;
  /** True after `--color`, false after `--no-color`. */
  color?: boolean;
}

/**
 * Decides how a command speaks. This is the only place that looks at terminals, `NO_COLOR`
 * (https://no-color.org: any non-empty value) and `FORCE_COLOR` (https://force-color.org: any
 * non-empty value but `0`, as Node reads it).
 *
 * @param options - what was typed; `--color` and `--no-color` win over the environment
 * @param around - the streams and the environment
 */
export function outputMode(
  options: OutputModeOptions,
  around: Pick<Surroundings, 'env' | 'stdin' | 'stdout' | 'stderr'>,
): OutputMode {
  const { env } = around;
  const json = options.json === true;
  const streamMode = (stream: OutputStream): StreamMode => {
    const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
    const color = !json && wantsColor(options.color, env, isTerminal);
    return {
      interactive: isTerminal && !env.CI,
      color,
      width: lineWidth(stream),
      proseWidth: stream.isTTY === true ? lineWidth(stream) : Number.POSITIVE_INFINITY,
      paint: color ? paintWithEscapes : paintNothing,
    };
  };
  return {
    json,
    verbose: options.verbose === true,
    // Node sets up standard input when it is first touched, and most commands never ask.
    get canAsk() {
      return !json && around.stdin.isTTY === true && around.stderr.isTTY === true;
    },
    stdout: streamMode(around.stdout),
    stderr: streamMode(around.stderr),
  };
}

function wantsColor(
  flag: boolean | undefined,
  env: Surroundings['env'],
  isTerminal: boolean,
): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal;
}

function lineWidth(stream: OutputStream): number {
  if (stream.isTTY !== true || !stream.columns) return DEFAULT_WIDTH;
  return Math.min(Math.max(stream.columns, MIN_WIDTH), MAX_WIDTH);
}

const paintNothing: Paint = (_style, text) => text;

// Whether to colour was decided above, per stream; newer Node versions would decide again by themselves.
const paintWithEscapes: Paint = (style, text) =>
  styleText(typeof style === 'string' ? style : [...style], text, { validateStream: false });
