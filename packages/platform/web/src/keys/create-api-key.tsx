import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { projectsQuery } from '../api/queries.js';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { CreateApiKeyForm } from './create-api-key-form.js';

/** A button that opens the form for a new key. */
export function CreateApiKey({ look }: { look: 'primary' | 'secondary' }): ReactElement {
  return (
    <Dialog
      trigger={
        <Button look={look}>
          <Plus size={15} aria-hidden />
          New API key
        </Button>
      }
      title="New API key"
      description="It never does more than its owner may at that moment."
      guarded
    >
      <FormWithProjects />
    </Dialog>
  );
}

function FormWithProjects(): ReactElement {
  const { data, error, refetch } = useQuery(projectsQuery);
  if (data !== undefined) return <CreateApiKeyForm projects={data.projects} />;
  if (error !== null) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return <Skeleton />;
}
