import { Check, Copy } from 'lucide-react';
import { Fragment, type ReactElement } from 'react';
import { IconButton } from './icon-button.js';
import { useCopy } from './use-copy.js';

interface CopyLineProps {
  text: string;
  /** What the button does. */
  label: string;
  /** Whether a shell's prompt stands before it. */
  prompt?: boolean;
}

/** A line of text to take along, with a button that copies it. */
export function CopyLine({ text, label, prompt = false }: CopyLineProps): ReactElement {
  const { copied, copy } = useCopy(text);
  return (
    <div className="flex items-start gap-1 rounded-lg border border-line bg-sunken py-1 pr-1 pl-3 text-left">
      <code className="min-w-0 grow py-1.5 font-mono text-xs wrap-anywhere text-ink">
        {prompt && (
          <span aria-hidden="true" className="mr-2 text-ink-faint select-none">
            $
          </span>
        )}
        {text.split(' ').map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line's words never move.
          <Fragment key={index}>
            {index > 0 && ' '}
            {/* A block of its own, since text may break at hyphens and `--endpoint` must not. */}
            <span className="inline-block max-w-full">{word}</span>
          </Fragment>
        ))}
      </code>
      <IconButton label={copied ? 'Copied' : label} onClick={() => void copy()}>
        {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {copied && 'Copied'}
      </span>
    </div>
  );
}
