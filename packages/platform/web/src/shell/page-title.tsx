import type { ReactElement } from 'react';

/** The title of the browser's tab, from the particular to the general. */
export function PageTitle({ parts }: { parts: readonly string[] }): ReactElement {
  return <title>{[...parts, 'FluxLoop'].join(' · ')}</title>;
}
