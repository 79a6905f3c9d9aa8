import { UsageError } from '@fluxloop/core/errors';
import { type UploadFlags, wantsUpload } from '../runs/upload-choice.js';

/** What was typed beside `--watch`. */
export interface WatchFlags extends UploadFlags {
  json?: boolean | undefined;
  resume?: string | undefined;
  'api-key'?: unknown;
}

/**
 * What each round is called with: what was typed, without `--watch`. A round uploads only where that was
 * typed: `test.auto_upload` is meant for runs that somebody asked for.
 * @throws UsageError `watch_contradiction` for what makes no sense with rounds
 */
export function watchArguments(argv: readonly string[], flags: WatchFlags): string[] {
  for (const [flag, given] of [
    ['--resume', flags.resume !== undefined],
    ['--json', flags.json === true],
    ['--api-key', flags['api-key'] !== undefined],
  ] as const) {
    if (!given) continue;
    throw new UsageError('watch_contradiction', `--watch and ${flag} do not go together.`, {
      hint: HINTS[flag],
    });
  }
  const rest = argv.filter((word) => word !== '--watch');
  return wantsUpload(flags, false) ? rest : [...rest, '--no-upload'];
}

const HINTS = {
  '--resume': 'Continue the run first: fluxloop test --resume',
  '--json': 'Leave --json away; a program that wants results calls fluxloop test itself.',
  '--api-key': 'Keys are not passed on to other processes by arguments: set FLUXLOOP_API_KEY.',
};
