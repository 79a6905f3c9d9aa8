import { type RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus to an element when it takes the place of the one that had it, so that the
 * keyboard goes on there and a screen reader reads it. The element needs `tabIndex={-1}`.
 */
export function useFocusOnMount<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
