import { LoaderCircle } from 'lucide-react';
import type { ReactElement } from 'react';

/** Marks a run whose rows are still arriving. */
export function UploadingBadge(): ReactElement {
  return (
    <span className="inline-flex items-center gap-1 rounded-full bg-accent-soft py-0.5 pr-2 pl-1.5 font-sans text-xs font-medium text-accent-ink">
      <LoaderCircle size={12} aria-hidden className="animate-spin" />
      Uploading
    </span>
  );
}
