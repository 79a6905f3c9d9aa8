import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { projectsQuery } from '../api/queries.js';
import { request } from '../api/request.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { TextField } from '../components/text-field.js';
import { slugProblem, suggestSlug } from './project-name.js';

/** A button that opens the form for a new project. */
export function CreateProject({ look }: { look: 'primary' | 'secondary' }): ReactElement {
  return (
    <Dialog
      trigger={
        <Button look={look}>
          <Plus size={15} aria-hidden />
          New project
        </Button>
      }
      title="New project"
      description="One project for each agent that you test."
    >
      <CreateProjectForm />
    </Dialog>
  );
}

function CreateProjectForm(): ReactElement {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [typedSlug, setTypedSlug] = useState<string | null>(null);
  const [submitted, setSubmitted] = useState(false);
  const slug = typedSlug ?? suggestSlug(name);
  const problem = slugProblem(slug);
  const create = useMutation({
    mutationFn: () => request('createProject', { body: { slug, name: name.trim() || slug } }),
    onSuccess: async (project) => {
      await queryClient.invalidateQueries({ queryKey: projectsQuery.queryKey });
      await navigate({ to: '/projects/$project/runs', params: { project: project.slug } });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (problem === undefined && !create.isPending) create.mutate();
      }}
    >
      <TextField
        label="Name"
        autoComplete="off"
        placeholder="Support bot"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label="Name in addresses"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder="support-bot"
        maxLength={64}
        required
        value={slug}
        onChange={(event) => setTypedSlug(event.target.value)}
        hint="It stands in links and in fluxloop.yaml, and stays as it is."
        error={submitted ? problem : undefined}
      />
      {create.isError && <ProblemNotice error={create.error} />}
      <Button look="primary" type="submit" busy={create.isPending} className="self-end">
        Create project
      </Button>
    </form>
  );
}
