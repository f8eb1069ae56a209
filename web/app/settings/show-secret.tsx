import { i18n } from '#web/kernel/i18n';
import { Button, Dialog } from '#web/kernel/ui';

/** A secret, to be copied now: it is shown only this once. */
export function ShowSecret(props: { title: string; secret: string; onClose: () => void }) {
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={() => void navigator.clipboard.writeText(props.secret)}>{i18n.t('Copy')}</Button>
          <Button look="primary" onClick={props.onClose}>
            {i18n.t('I kept it')}
          </Button>
        </>
      }
    >
      <p>{i18n.t('It is shown only this once.')}</p>
      <p className="k-secret">{props.secret}</p>
    </Dialog>
  );
}
