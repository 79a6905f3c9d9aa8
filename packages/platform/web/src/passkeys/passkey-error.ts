/** The browser or the authenticator gave no passkey: what happened, and what to do. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Says in words what a browser threw. Browsers tell apart only a few causes: one that was cancelled
 * looks like one that does not exist (https://www.w3.org/TR/webauthn-3/#sctn-assertion-privacy).
 */
export function passkeyError(error: unknown): PasskeyError {
  switch (error instanceof Error ? error.name : '') {
    case 'InvalidStateError':
      return new PasskeyError(
        'This device holds a passkey of your account already.',
        'Sign in with that one, or use another device.',
      );
    case 'SecurityError':
      return new PasskeyError(
        'The browser allows no passkey at this address.',
        'Open the dashboard under its own name.',
      );
    case 'NotSupportedError':
    case 'ConstraintError':
      return new PasskeyError(
        'This device cannot make a passkey that checks who uses it.',
        'Set up a PIN, a fingerprint or a face on it, or use another device.',
      );
    default:
      return new PasskeyError(
        'No passkey was used.',
        'It was cancelled, took too long, or there is none on this device. Try again, or sign in another way.',
      );
  }
}
