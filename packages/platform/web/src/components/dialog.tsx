import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from './icon-button.js';

interface DialogProps {
  /** The button that opens it; gets the focus back when it is closed. */
  trigger: ReactElement;
  title: string;
  description: string;
  /** Only its own buttons and Escape close it: a press beside it must not lose what is in it. */
  guarded?: boolean;
  /** Whether it is open, where the page decides that; else its trigger does. */
  open?: boolean;
  /** Told when it opens and closes. */
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

/** A window over the page that keeps the focus until it is closed. */
export function Dialog({
  trigger,
  title,
  description,
  guarded = false,
  open,
  onOpenChange,
  children,
}: DialogProps): ReactElement {
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 backdrop-blur-[2px]" />
        <Radix.Content
          onInteractOutside={(event) => {
            if (guarded) event.preventDefault();
          }}
          className="fixed inset-x-4 top-[min(14vh,6rem)] z-50 mx-auto flex max-h-[calc(100dvh-min(14vh,6rem)-1rem)] max-w-105 flex-col gap-4 overflow-y-auto rounded-2xl bg-raised p-6 text-ink shadow-float outline-none max-sm:top-4 max-sm:max-h-[calc(100dvh-2rem)] max-sm:p-5"
        >
          <div className="flex items-start justify-between gap-4">
            <div className="flex flex-col gap-1">
              <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
              <Radix.Description className="text-sm text-ink-muted">
                {description}
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mt-1 -mr-2">
                <X size={16} aria-hidden />
              </IconButton>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
