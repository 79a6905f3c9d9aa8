import type { ReactElement } from 'react';
import { Button } from '../components/button.js';

export type Decision = 'approve' | 'deny';

interface DecisionButtonsProps {
  /** The decision that is on its way. */
  deciding: Decision | undefined;
  onDecide: (decision: Decision) => void;
}

/** The way out comes first, so that a key pressed too early does no harm. */
export function DecisionButtons({ deciding, onDecide }: DecisionButtonsProps): ReactElement {
  const choose = (decision: Decision) => () => {
    if (deciding === undefined) onDecide(decision);
  };
  return (
    <div className="flex gap-3">
      <Button className="h-9 flex-1" busy={deciding === 'deny'} onClick={choose('deny')}>
        Deny
      </Button>
      <Button
        look="primary"
        className="h-9 flex-1"
        busy={deciding === 'approve'}
        onClick={choose('approve')}
      >
        Approve
      </Button>
    </div>
  );
}
