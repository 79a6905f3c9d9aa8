import { FlaskConical } from 'lucide-react';
import type { ReactElement } from 'react';
import { CommandLine } from '../components/command-line.js';
import { EmptyState } from '../components/empty-state.js';

/** What a project without a run says: the commands that bring the first one here. */
export function NoRuns({ project }: { project: string }): ReactElement {
  const commands = [
    `fluxloop config set project ${project}`,
    `fluxloop test --sanitize --upload --endpoint ${window.location.origin}`,
  ];
  return (
    <div className="rounded-xl border border-line bg-surface shadow-card">
      <EmptyState Icon={FlaskConical} title="No run yet">
        <p>Run your tests where the agent is, and share what came of them:</p>
        <div className="flex w-full flex-col gap-2">
          {commands.map((command) => (
            <CommandLine key={command} command={command} />
          ))}
        </div>
        <p className="text-sm">
          What is sensitive is taken out before anything leaves your machine.
        </p>
      </EmptyState>
    </div>
  );
}
