import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

const TONES = {
  info: { Icon: Info, look: 'border-line bg-accent-soft', ink: 'text-accent-ink' },
  success: { Icon: CircleCheck, look: 'border-line bg-pass-soft', ink: 'text-pass-ink' },
  warning: { Icon: TriangleAlert, look: 'border-line bg-error-soft', ink: 'text-error-ink' },
  danger: { Icon: TriangleAlert, look: 'border-line bg-fail-soft', ink: 'text-fail-ink' },
};

interface NoticeProps {
  tone: keyof typeof TONES;
  title: ReactNode;
  /** `alert` is read out at once; `status` when there is a pause. */
  role?: 'alert' | 'status';
  children?: ReactNode;
}

/** A message of the page to its reader. */
export function Notice({ tone, title, role, children }: NoticeProps): ReactElement {
  const { Icon, look, ink } = TONES[tone];
  return (
    <div role={role} className={`flex gap-2.5 rounded-lg border px-3.5 py-3 text-sm ${look}`}>
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow">
        <p className="font-medium wrap-anywhere text-ink">{title}</p>
        {children && <div className="mt-1 flex flex-col gap-1.5 text-ink-muted">{children}</div>}
      </div>
    </div>
  );
}
