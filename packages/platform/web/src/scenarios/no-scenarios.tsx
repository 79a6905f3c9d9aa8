import { FileText } from 'lucide-react';
import type { ReactElement } from 'react';
import { CommandLine } from '../components/command-line.js';
import { EmptyState } from '../components/empty-state.js';

/** What a project without a scenario says: the command that brings the first one here. */
export function NoScenarios({ project }: { project: string }): ReactElement {
  return (
    <div className="rounded-xl border border-line bg-surface shadow-card">
      <EmptyState Icon={FileText} title="No scenario yet">
        <p>
          Scenarios say what your agent is asked and what a good answer is. Upload yours with
          everything sensitive taken out:
        </p>
        <CommandLine command={`fluxloop sync upload --project ${project}`} />
      </EmptyState>
    </div>
  );
}
