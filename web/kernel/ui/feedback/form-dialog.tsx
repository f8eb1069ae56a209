import type { ComponentProps, ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button } from '../controls/button.tsx';
import { Dialog } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

type FormDialogProps = {
  title: ReactNode;
  wide?: boolean;
  onClose: () => void;
  /** What was refused, told above the buttons. */
  problem: ComponentProps<typeof ProblemNote>['problem'];
  busy: boolean;
  disabled?: boolean;
  /** What the main button says. */
  submit: string;
  danger?: boolean;
  onSubmit: () => Promise<unknown>;
  children: ReactNode;
};

/** A window with a form: its parts, what was refused, Cancel and one button that sends it. */
export function FormDialog(props: FormDialogProps) {
  const { title, wide = false, onClose, problem, busy, disabled = false, submit, danger, onSubmit, children } = props;
  return (
    <Dialog title={title} wide={wide} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        {children}
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} type="submit" busy={busy} disabled={disabled}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
