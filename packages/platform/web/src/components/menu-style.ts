/** The look of a menu that floats over the page. */
export const MENU_CLASS =
  'z-50 min-w-40 rounded-lg bg-raised p-1 text-sm text-ink shadow-float outline-none';

/** The look of one entry of a menu; Radix marks the current one by `data-highlighted`. */
export const MENU_ITEM_CLASS =
  'flex items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none select-none data-highlighted:bg-sunken';
