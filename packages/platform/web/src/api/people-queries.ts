import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** The ways to sign in that this platform offers. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => request('getSignInOptions', { signal }),
  staleTime: 60_000,
});

/** The people of a project. */
export const membersQuery = (project: string) =>
  queryOptions({
    queryKey: ['projects', project, 'members'],
    queryFn: ({ signal }) => request('listMembers', { params: { project }, signal }),
  });

/** The invitations of a project that nobody has answered. */
export const invitationsQuery = (project: string) =>
  queryOptions({
    queryKey: ['projects', project, 'invitations'],
    queryFn: ({ signal }) => request('listInvitations', { params: { project }, signal }),
  });

/** The people of the platform, for its admins. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => request('listPeople', { signal }),
});

/** The account of the identity provider that signs in to the person's own. */
export const singleSignOnLinkQuery = queryOptions({
  queryKey: ['single-sign-on-link'],
  queryFn: ({ signal }) => request('getSingleSignOnLink', { signal }),
});

/** An invitation as who holds its link sees it; forgotten when its page is left. */
export const openedInvitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => request('lookUpInvitation', { body: { token }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
