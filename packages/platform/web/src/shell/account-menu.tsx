import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { KeyRound, LogOut, ShieldCheck, Users } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { isSignedOut } from '../api/errors.js';
import { sessionQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { MENU_CLASS, MENU_ITEM_CLASS } from '../components/menu-style.js';

/** Who is signed in, and the way out. */
export function AccountMenu({ email }: { email: string }): ReactElement {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => request('signOut'),
    onSettled: async (_, error) => {
      if (error !== null && !isSignedOut(error)) return;
      queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
      await navigate({ to: '/login' });
      queryClient.clear();
    },
  });
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`Account: ${email}`}
        title={email}
        className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink uppercase hover:brightness-97"
      >
        {email.slice(0, 1)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={6} className={`${MENU_CLASS} max-w-72`}>
        <DropdownMenu.Label className="border-b border-line px-2.5 pt-1.5 pb-2">
          <span className="block text-xs text-ink-muted">Signed in as</span>
          <span className="block truncate font-medium">{email}</span>
        </DropdownMenu.Label>
        <DropdownMenu.Item asChild className={`${MENU_ITEM_CLASS} mt-1`}>
          <Link to="/settings/api-keys">
            <KeyRound size={15} aria-hidden className="text-ink-faint" />
            API keys
          </Link>
        </DropdownMenu.Item>
        <DropdownMenu.Item asChild className={MENU_ITEM_CLASS}>
          <Link to="/settings/security">
            <ShieldCheck size={15} aria-hidden className="text-ink-faint" />
            Security
          </Link>
        </DropdownMenu.Item>
        <DropdownMenu.Item asChild className={MENU_ITEM_CLASS}>
          <Link to="/settings/people">
            <Users size={15} aria-hidden className="text-ink-faint" />
            People
          </Link>
        </DropdownMenu.Item>
        <DropdownMenu.Item
          className={MENU_ITEM_CLASS}
          onSelect={(event) => {
            // The menu stays open until it is done, so that a refusal has a place to show.
            event.preventDefault();
            signOut.mutate();
          }}
        >
          <LogOut size={15} aria-hidden className="text-ink-faint" />
          {signOut.isPending ? 'Signing out…' : 'Sign out'}
        </DropdownMenu.Item>
        {signOut.isError && !isSignedOut(signOut.error) && (
          <p role="alert" className="px-2.5 py-1.5 text-xs text-fail-ink">
            {signOut.error.message}
          </p>
        )}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
