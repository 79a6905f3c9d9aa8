import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { signInOptionsQuery } from '../api/people-queries.js';

/** The way to a new password, where people have passwords. */
export function ForgotPassword(): ReactElement | null {
  const { data } = useQuery(signInOptionsQuery);
  if (data?.password !== true) return null;
  return (
    <p className="text-center text-sm">
      <Link to="/forgot" className="font-medium text-accent-ink underline">
        Forgot your password?
      </Link>
    </p>
  );
}
