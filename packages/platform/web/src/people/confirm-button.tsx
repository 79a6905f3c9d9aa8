import { type ReactElement, useState } from 'react';
import { Button } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ProblemNotice } from '../components/problem-notice.js';

interface ConfirmButtonProps {
  /** The words of the button that opens the question, and of the one that answers it. */
  label: string;
  answer: string;
  /** Whom it is about, for those who do not see what stands around the button. */
  of: string;
  question: string;
  description: string;
  /** Does it; the window closes when it has worked. */
  onConfirm: () => Promise<unknown>;
}

/** A button for what should be asked for twice. */
export function ConfirmButton({
  label,
  answer,
  of,
  question,
  description,
  onConfirm,
}: ConfirmButtonProps): ReactElement {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      setOpen(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      trigger={
        <Button look="quiet" aria-label={`${label} ${of}`}>
          {label}
        </Button>
      }
      title={question}
      description={description}
      open={open}
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        setError(null);
      }}
    >
      {error !== null && <ProblemNotice error={error} />}
      <Button look="danger" busy={busy} onClick={() => void confirm()} className="self-end">
        {answer}
      </Button>
    </Dialog>
  );
}
