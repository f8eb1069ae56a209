import { IconAlertTriangle } from '@tabler/icons-react';
import { i18n } from '#web/kernel/i18n';
import { Button } from '../controls/button.tsx';
import './feedback.css';

/** A failed page or form: what happened, and a way to try again. */
export function ProblemNote(props: { problem: unknown; onRetry?: () => void }) {
  if (!props.problem) return null;
  const text = props.problem instanceof Error ? props.problem.message : String(props.problem);
  return (
    <div className="k-problem" role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <p className="k-grow">{text}</p>
      {props.onRetry ? (
        <Button small onClick={props.onRetry}>
          {i18n.t('Try again')}
        </Button>
      ) : null}
    </div>
  );
}
