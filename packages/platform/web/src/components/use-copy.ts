import { useState } from 'react';

/** How long a button says that it copied, in milliseconds. */
const COPIED_MS = 2000;

/** Copies a text, and tells for a moment that it did. */
export function useCopy(text: string): { copied: boolean; copy: () => Promise<void> } {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return { copied, copy };
}
