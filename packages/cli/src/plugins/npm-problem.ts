import {
  AuthenticationError,
  ExitCode,
  FluxLoopError,
  NetworkError,
  NotFoundError,
  PermissionError,
} from '@fluxloop/core/errors';
import { printableLine } from '@fluxloop/plugin-kit';

/** Of Node's sockets, its resolver and its TLS, and npm's own for an answer of 500 and above. */
const NETWORK =
  /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|E5\d\d|ERR_SOCKET|ERR_TLS|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/**
 * What went wrong, by what npm prints with `--json`: `{ "error": { code, summary, detail } }`.
 *
 * @returns NotFoundError `package_not_found` or `version_not_found`, NetworkError
 *   `registry_unreachable`, AuthenticationError or PermissionError `registry_refused`, else
 *   `install_failed` (exit 1)
 */
export function npmProblem(
  spec: string,
  { stdout, stderr }: { stdout: string; stderr: string },
): FluxLoopError {
  const { code, summary, detail } = answer(stdout);
  const why = printableLine(summary ?? stderr.split('\n')[0] ?? '').replace(/\.$/, '');
  if (code === 'E404') {
    return new NotFoundError('package_not_found', `The registry has no package ${spec}.`, {
      hint: 'Check its name: npm search fluxloop. A private one may need: npm login',
    });
  }
  if (code === 'ETARGET' || code === 'ENOVERSIONS') {
    return new NotFoundError('version_not_found', `${why}.`, {
      hint: 'See which there are: npm view PACKAGE versions',
    });
  }
  if (code === 'E401' || code === 'ENEEDAUTH') {
    return new AuthenticationError('registry_refused', `The registry wants to know you: ${why}.`, {
      hint: 'Sign in to it: npm login',
    });
  }
  if (code === 'E403') {
    return new PermissionError('registry_refused', `The registry refused: ${why}.`, {
      hint: 'Look who you are there: npm whoami',
    });
  }
  if (NETWORK.test(code)) {
    return new NetworkError('registry_unreachable', `The registry could not be reached: ${why}.`, {
      hint: 'Check the network and the proxy, and which registry npm asks: npm config get registry',
    });
  }
  const fatal = detail?.split('\n').find((line) => line.startsWith('fatal:'));
  const more = fatal === undefined ? '' : ` (${printableLine(fatal)})`;
  return new FluxLoopError(
    'install_failed',
    ExitCode.unexpected,
    `npm could not install ${spec}: ${why || 'it did not say why'}${more}.`,
    { hint: 'npm keeps a log of what it did: npm config get cache, the folder _logs' },
  );
}

function answer(stdout: string): { code: string; summary?: string; detail?: string } {
  try {
    const { error } = JSON.parse(stdout) as {
      error: { code?: unknown; summary?: string; detail?: string };
    };
    return { ...error, code: String(error.code) };
  } catch {
    return { code: '' };
  }
}
