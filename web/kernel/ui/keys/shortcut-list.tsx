import { i18n } from '#web/kernel/i18n';
import { Kbd } from '../controls/kbd.tsx';
import { Dialog } from '../feedback/dialog.tsx';
import { listShortcuts, type Shortcut } from './use-shortcuts.ts';

/** Everything the keyboard can do on the page behind it. */
export function ShortcutList(props: { onClose: () => void }) {
  const known = new Map<string, Shortcut>(listShortcuts().map((one) => [one.keys, one]));
  return (
    <Dialog title={i18n.t('Keyboard shortcuts')} onClose={props.onClose} wide>
      <dl className="k-shortcuts">
        {[...known.values()].map((one) => (
          <div key={one.keys}>
            <dt>{one.label}</dt>
            <dd>
              <Kbd keys={one.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
