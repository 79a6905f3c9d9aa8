import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import { CommandLine } from '../components/command-line.js';
import { EmptyState } from '../components/empty-state.js';

/** What a project without a run says: the commands that bring the first one here. */
export function NoRuns({ project }: { project: string }): ReactElement {
  return (
    <div className="rounded-xl border border-line bg-surface shadow-card">
      <EmptyState Icon={FlaskConical} title="No run yet">
        <p>Run your tests where the agent is, and share what came of them.</p>
        <ol className="flex w-full flex-col gap-4 text-left text-sm">
          <li className="flex flex-col gap-1.5">
            <p>
              <Link
                to="/settings/api-keys"
                className="text-accent-ink underline underline-offset-2"
              >
                Create an API key
              </Link>{' '}
              and sign in with it:
            </p>
            <CommandLine
              command={`fluxloop auth login --with-token --endpoint ${window.location.origin}`}
            />
          </li>
          <li className="flex flex-col gap-1.5">
            <p>Test, and upload with everything sensitive taken out:</p>
            <CommandLine command={`fluxloop test --sanitize --upload --project ${project}`} />
          </li>
        </ol>
      </EmptyState>
    </div>
  );
}
