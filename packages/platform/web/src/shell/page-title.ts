import { useEffect } from 'react';

/**
 * The title of the browser's tab, from the particular to the general. It is set and not rendered:
 * of two `<title>` elements a browser takes the first, which is that of index.html.
 */
export function PageTitle({ parts }: { parts: readonly string[] }): null {
  const title = [...parts, 'FluxLoop'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
