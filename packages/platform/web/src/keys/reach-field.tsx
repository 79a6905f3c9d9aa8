import type { Project } from '@fluxloop/core/contract';
import type { ReactElement } from 'react';
import type { KeyDraft } from './key-draft.js';

interface ReachFieldProps {
  draft: Pick<KeyDraft, 'reach' | 'projects'>;
  projects: readonly Project[];
  onChange: (change: Partial<KeyDraft>) => void;
}

/** The projects that a key of one's own may act in. */
export function ReachField({ draft, projects, onChange }: ReachFieldProps): ReactElement {
  const toggle = (slug: string, chosen: boolean) =>
    onChange({
      projects: chosen
        ? [...draft.projects, slug]
        : draft.projects.filter((project) => project !== slug),
    });
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">In</legend>
      {(['all', 'some'] as const).map((reach) => (
        <label key={reach} className="flex items-center gap-2 text-sm">
          <input
            type="radio"
            name="reach"
            checked={draft.reach === reach}
            onChange={() => onChange({ reach })}
            className="size-4 shrink-0 accent-accent"
          />
          {reach === 'all' ? 'All my projects, also later ones' : 'Only these projects'}
        </label>
      ))}
      {draft.reach === 'some' && (
        <div className="ml-6 flex max-h-40 flex-col gap-1.5 overflow-y-auto py-0.5">
          {projects.map(({ slug, name }) => (
            <label key={slug} className="flex min-w-0 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={draft.projects.includes(slug)}
                onChange={(event) => toggle(slug, event.target.checked)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 break-words">{name}</span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
