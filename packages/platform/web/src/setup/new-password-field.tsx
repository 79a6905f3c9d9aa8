import type { ReactElement } from 'react';
import { TextField } from '../components/text-field.js';
import { PasswordRule } from './password-rule.js';

interface NewPasswordFieldProps {
  label?: string;
  value: string;
  onChange: (password: string) => void;
}

/** A field for a password that is chosen now, with its rule. */
export function NewPasswordField({
  label = 'Password',
  value,
  onChange,
}: NewPasswordFieldProps): ReactElement {
  return (
    <TextField
      label={label}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      minLength={12}
      maxLength={256}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      hint={<PasswordRule password={value} />}
    />
  );
}
