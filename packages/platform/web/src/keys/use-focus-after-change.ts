import { type RefObject, useEffect, useRef } from 'react';

/**
 * Takes the focus back to an element when a change took away the button that had it: a key that was
 * revoked has no buttons any more, and whoever works with the keyboard would start over at the top.
 *
 * @param state - what changes
 */
export function useFocusAfterChange<E extends HTMLElement>(state: string): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(state);
  useEffect(() => {
    if (before.current === state) return;
    before.current = state;
    // A window that closes gives the focus back after this; to a button that is gone, to nobody.
    const later = setTimeout(() => {
      if (document.activeElement === document.body) element.current?.focus();
    });
    return () => clearTimeout(later);
  }, [state]);
  return element;
}
