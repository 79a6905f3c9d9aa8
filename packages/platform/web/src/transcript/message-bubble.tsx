import type { Message } from '@fluxloop/core/contract';
import { Bot, Timer, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatDuration } from '../format/duration.js';
import { RedactedText } from '../redactions/redacted-text.js';
import { MessageMetadata } from './message-metadata.js';

const SPEAKERS = {
  user: { name: 'User', Icon: UserRound, icon: 'bg-sunken text-ink-muted', bubble: 'bg-sunken' },
  agent: {
    name: 'Agent',
    Icon: Bot,
    icon: 'bg-accent-soft text-accent-ink',
    bubble: 'border border-line bg-surface',
  },
};

/** One thing that was said, by whom, and how long it took. */
export function MessageBubble({ message }: { message: Message }): ReactElement {
  const { name, Icon, icon, bubble } = SPEAKERS[message.role];
  return (
    <div className="flex gap-3">
      <span
        aria-hidden="true"
        className={`flex size-7 shrink-0 items-center justify-center rounded-full ${icon}`}
      >
        <Icon size={15} />
      </span>
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="flex min-h-7 items-center gap-2 text-xs">
          <span className="font-semibold">{name}</span>
          {message.latency_ms !== undefined && (
            <span className="inline-flex items-center gap-1 text-ink-muted tabular-nums">
              <Timer size={12} aria-hidden />
              <span className="sr-only">answered in</span>
              {formatDuration(message.latency_ms)}
            </span>
          )}
        </p>
        <div
          className={`w-fit max-w-full rounded-xl rounded-tl-sm px-3.5 py-2.5 text-base break-words whitespace-pre-wrap ${bubble}`}
        >
          {message.text === '' ? (
            <span className="text-ink-muted italic">an empty message</span>
          ) : (
            <RedactedText text={message.text} />
          )}
        </div>
        {message.metadata && <MessageMetadata metadata={message.metadata} />}
      </div>
    </div>
  );
}
