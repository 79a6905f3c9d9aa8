import { newPassword } from '@fluxloop/core/contract';
import { Check, Circle } from 'lucide-react';
import type { ReactElement } from 'react';
import { passwordProgress } from './password-progress.js';

/** The rule for a new password, and how far what was typed is from it. */
export function PasswordRule({ password }: { password: string }): ReactElement {
  const met = newPassword.safeParse(password).success;
  const Icon = met ? Check : Circle;
  return (
    <span
      aria-live="polite"
      className={`inline-flex items-center gap-1.5 ${met ? 'text-pass-ink' : ''}`}
    >
      <Icon size={13} aria-hidden strokeWidth={2.25} />
      {passwordProgress(password)}
    </span>
  );
}
