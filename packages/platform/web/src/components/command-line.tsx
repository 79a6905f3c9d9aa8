import type { ReactElement } from 'react';
import { CopyLine } from './copy-line.js';

/** A command to type, with a button that copies it. */
export function CommandLine({ command }: { command: string }): ReactElement {
  return <CopyLine text={command} label="Copy the command" prompt />;
}
