import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { projectsQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { ProblemNotice } from '../components/problem-notice.js';

/** Joins with the account that is signed in. */
export function JoinButton({ token, email }: { token: string; email: string }): ReactElement {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const join = useMutation({
    mutationFn: () => request('joinByInvitation', { body: { token } }),
    onSuccess: async ({ project }) => {
      await queryClient.invalidateQueries({ queryKey: projectsQuery.queryKey });
      await navigate({ to: '/projects/$project/runs', params: { project } });
    },
  });
  return (
    <div className="flex flex-col gap-3">
      {join.isError && <ProblemNotice error={join.error} />}
      <Button look="primary" busy={join.isPending} onClick={() => join.mutate()} className="h-9">
        Join the project
      </Button>
      <p className="text-center text-sm wrap-anywhere text-ink-muted">
        You are signed in as {email}.
      </p>
    </div>
  );
}
