import type { ReactElement } from 'react';
import { ConnectionError, ProblemError, UnexpectedAnswerError } from '../api/errors.js';
import { PasskeyError } from '../passkeys/passkey-error.js';
import { Button } from './button.js';
import { Notice } from './notice.js';

/** What went wrong, why, and what to do: the server's own words where it gave any. */
export function ProblemNotice({
  error,
  retry,
}: {
  error: unknown;
  retry?: () => void;
}): ReactElement {
  const { title, detail, hint, requestId, fields } = explain(error);
  return (
    <Notice tone="danger" title={title} role="alert">
      {detail && detail !== title && <p className="break-words">{detail}</p>}
      {fields.map(({ pointer, message }) => (
        <p key={pointer + message}>
          <code className="font-mono text-xs">{pointer}</code> {message}
        </p>
      ))}
      {hint && <p className="break-words text-ink">{hint}</p>}
      {requestId && (
        <p className="text-2xs">
          Request <code className="font-mono break-all">{requestId}</code>
        </p>
      )}
      {retry && (
        <div className="pt-1">
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
    </Notice>
  );
}

interface Explanation {
  title: string;
  detail?: string | undefined;
  hint?: string | undefined;
  requestId?: string | undefined;
  fields: readonly { pointer: string; message: string }[];
}

function explain(error: unknown): Explanation {
  if (error instanceof ProblemError) {
    const { title, detail, hint, request_id, errors = [] } = error.problem;
    return { title, detail, hint, requestId: request_id, fields: errors };
  }
  if (error instanceof ConnectionError) {
    return {
      title: error.message,
      hint: 'Check your connection, and that fluxloop-platform is still running.',
      fields: [],
    };
  }
  if (error instanceof PasskeyError) {
    return { title: error.message, hint: error.hint, fields: [] };
  }
  if (error instanceof UnexpectedAnswerError) {
    return {
      title: error.message,
      hint: 'Reload the page: the platform may have been updated since it was opened.',
      fields: [],
    };
  }
  return {
    title: 'The page could not be shown.',
    detail: error instanceof Error ? error.message : undefined,
    fields: [],
  };
}
