import { ExitCode } from './exit-code.js';

/** What every FluxLoop error may carry beside its message. */
export interface FluxLoopErrorOptions {
  /** The next thing to do, as a sentence or a command to type. */
  hint?: string;
  /** The page that explains more. */
  docsUrl?: string;
  /** The error that led here. It must hold no secret: it is shown with `--verbose`. */
  cause?: unknown;
  /** The request's id in the platform's log, when the platform gave one. */
  requestId?: string;
}

/** An error as the `--json` output shows it. */
export interface FluxLoopErrorJson {
  code: string;
  message: string;
  exit_code: number;
  hint?: string;
  docs_url?: string;
  request_id?: string;
}

/**
 * The base of all errors that FluxLoop throws on purpose: what happened (`message`), a stable
 * `code` for programs, the exit code of a command that ends with it, and what to do next.
 */
export class FluxLoopError extends Error {
  override readonly name: string = 'FluxLoopError';
  /** Stable, lower-case, with underscores: `credential_missing`. */
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  readonly docsUrl: string | undefined;
  readonly requestId: string | undefined;

  constructor(
    code: string,
    exitCode: ExitCode,
    message: string,
    options: FluxLoopErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.exitCode = exitCode;
    this.hint = options.hint;
    this.docsUrl = options.docsUrl;
    this.requestId = options.requestId;
  }

  /** The error as the `--json` output shows it. */
  toJSON(): FluxLoopErrorJson {
    return {
      code: this.code,
      message: this.message,
      exit_code: this.exitCode,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.docsUrl === undefined ? {} : { docs_url: this.docsUrl }),
      ...(this.requestId === undefined ? {} : { request_id: this.requestId }),
    };
  }
}

/** The command line or an option of the SDK was used wrongly (exit 2). */
export class UsageError extends FluxLoopError {
  override readonly name = 'UsageError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.usage, message, options);
  }
}

/** No credential, or one that the platform does not accept (exit 3). */
export class AuthenticationError extends FluxLoopError {
  override readonly name = 'AuthenticationError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.authentication, message, options);
  }
}

/** The platform could not be reached, or did not answer as it should (exit 4). */
export class NetworkError extends FluxLoopError {
  override readonly name = 'NetworkError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.network, message, options);
  }
}

/** What was asked for does not exist, or is not visible to this credential (exit 5). */
export class NotFoundError extends FluxLoopError {
  override readonly name = 'NotFoundError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.notFound, message, options);
  }
}

/** The credential is good, but may not do this (exit 6). */
export class PermissionError extends FluxLoopError {
  override readonly name = 'PermissionError';
  /** The scope that the request needs, when the platform named it. */
  readonly neededScope: string | undefined;
  /** The scope that the credential has, when the platform named it. */
  readonly grantedScope: string | undefined;
  /** What to type for a key that may, when the platform said so. */
  readonly command: string | undefined;

  constructor(
    code: string,
    message: string,
    options: FluxLoopErrorOptions & {
      neededScope?: string;
      grantedScope?: string;
      command?: string;
    } = {},
  ) {
    super(code, ExitCode.permission, message, options);
    this.neededScope = options.neededScope;
    this.grantedScope = options.grantedScope;
    this.command = options.command;
  }

  override toJSON() {
    return {
      ...super.toJSON(),
      ...(this.neededScope === undefined ? {} : { needed_scope: this.neededScope }),
      ...(this.grantedScope === undefined ? {} : { granted_scope: this.grantedScope }),
      ...(this.command === undefined ? {} : { command: this.command }),
    };
  }
}

/** Two versions of the same thing disagree, and a person must choose (exit 12). */
export class ConflictError extends FluxLoopError {
  override readonly name = 'ConflictError';

  constructor(code: string, message: string, options?: FluxLoopErrorOptions) {
    super(code, ExitCode.syncConflict, message, options);
  }
}
