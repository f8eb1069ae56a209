import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton } from '../controls/button.tsx';
import { dismissToast, listToasts, onToasts, redoToast, undoToast, type Toast } from './toasts.ts';
import './feedback.css';

/** The place where toasts appear; screen readers hear them without losing their place. */
export function Toaster() {
  const toasts = useSyncExternalStore(onToasts, listToasts);
  return (
    <section className="k-toaster" role="status" aria-live="polite" aria-label={i18n.t('Messages')}>
      {toasts.map((one) => (
        <ToastCard key={one.id} one={one} />
      ))}
    </section>
  );
}

function ToastCard({ one }: { one: Toast }) {
  return (
    <div className="k-toast" data-tone={one.tone ?? 'plain'}>
      {one.tone === 'problem' ? <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /> : null}
      <p>{one.text}</p>
      {one.undo ? (
        <Button small look="quiet" onClick={() => undoToast(one)}>
          {i18n.t('Undo')}
        </Button>
      ) : null}
      {one.redo ? (
        <Button small look="quiet" onClick={() => redoToast(one)}>
          {i18n.t('Redo')}
        </Button>
      ) : null}
      {one.action ? (
        <Button
          small
          look="quiet"
          onClick={() => {
            dismissToast(one.id);
            one.action?.run();
          }}
        >
          {one.action.label}
        </Button>
      ) : null}
      <IconButton
        small
        label={i18n.t('Dismiss')}
        icon={<IconX size={14} stroke={1.75} />}
        onClick={() => dismissToast(one.id)}
      />
    </div>
  );
}
