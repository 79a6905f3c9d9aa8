import { reportError } from '@fluxloop/plugin-kit';

/** One thing that was looked at. */
export interface Check {
  name: string;
  /** `warn` still works; `fail` does not. */
  status: 'ok' | 'warn' | 'fail';
  message: string;
  /** What to do about it. */
  fix?: string;
  /** With `fail`: what a command that meets the same problem ends with. */
  exit_code?: number;
}

/** Makes a failed check of anything that was thrown. */
export function failed(name: string, error: unknown, env: NodeJS.ProcessEnv): Check {
  const { message, hint, exit_code, location } = reportError(error, { env });
  const place =
    location === undefined
      ? ''
      : ` (${[location.file, location.line, location.column].filter((part) => part !== undefined).join(':')})`;
  return {
    name,
    status: 'fail',
    message: `${message}${place}`,
    exit_code,
    // An error of any command may send its reader here; from here that leads nowhere.
    ...(hint === undefined ? {} : { fix: hint.replace(/: fluxloop doctor$/, '.') }),
  };
}
