export { ApiError, type FieldError } from './api-error.js';
export { ConfigurationError, type SourceLocation } from './configuration-error.js';
export { ExitCode } from './exit-code.js';
export {
  AuthenticationError,
  ConflictError,
  FluxLoopError,
  type FluxLoopErrorJson,
  type FluxLoopErrorOptions,
  NetworkError,
  NotFoundError,
  PermissionError,
  UsageError,
} from './fluxloop-error.js';
