export { nearest } from '@fluxloop/core/notation';
export type { Hook } from '@oclif/core/hooks';
export { Args, Flags } from './arguments.js';
export { BaseCommand, type CommandArguments, type CommandFlags } from './base-command.js';
export type { CommandContext } from './command-context.js';
export { CommandFailure } from './command-failure.js';
export { revealArgument } from './concealed-arguments.js';
export { type ErrorReport, reportError } from './error-report.js';
export { type Field, formatFields } from './fields.js';
export { concealKeys } from './key-text.js';
export { type MainOptions, runMain } from './main.js';
export { type Mark, mark } from './mark.js';
export {
  type OutputMode,
  outputMode,
  type Paint,
  type StreamMode,
  type Style,
} from './output-mode.js';
export { printable, printableLine } from './printable.js';
export { sharedFlags } from './shared-flags.js';
export { readStandardInput } from './standard-input.js';
export {
  type InputStream,
  type OutputStream,
  type Surroundings,
  surroundings,
  withSurroundings,
} from './surroundings.js';
