import { newPassword } from '@fluxloop/core/contract';

/**
 * What the rule for a new password says of what was typed so far. Length is the only rule
 * (NIST SP 800-63B-4 section 3.1.1.2); it is counted as the contract counts it.
 */
export function passwordProgress(password: string): string {
  const parsed = newPassword.safeParse(password);
  if (parsed.success) return 'Long enough';
  const minimum = newPassword.minLength ?? 0;
  const missing = minimum - password.length;
  if (password === '') return `At least ${minimum} characters; a few unrelated words do well`;
  if (missing > 0) return `${missing} more ${missing === 1 ? 'character' : 'characters'}`;
  return parsed.error.issues[0]?.message ?? 'Not accepted';
}
