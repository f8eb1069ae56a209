import { i18n } from '#web/kernel/i18n';
import { Button, EmptyState } from '#web/kernel/ui';

/** A page that broke while being drawn: the reason is ours, the data is safe. */
export function FailedPage() {
  return (
    <main className="k-page">
      <EmptyState
        main
        title={i18n.t('This page could not be drawn')}
        text={i18n.t(
          'Your records are safe on the server. Load the page again; if it happens again, tell ' +
            'your administrator what you opened.',
        )}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {i18n.t('Load again')}
          </Button>
        }
      />
    </main>
  );
}
