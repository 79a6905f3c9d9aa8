export { ConfigurationError, type SourceLocation } from './configuration-error.js';
export { ExitCode } from './exit-code.js';
export {
  AuthenticationError,
  ConflictError,
  FluxLoopError,
  type FluxLoopErrorOptions,
  NetworkError,
  NotFoundError,
  PermissionError,
  UsageError,
} from './fluxloop-error.js';
