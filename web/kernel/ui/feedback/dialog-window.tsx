import { Drawer, Modal } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { i18n } from '#web/kernel/i18n';
import type { DialogProps, SidePanelProps } from './dialog.tsx';
import './feedback.css';

/** The window of a `Dialog`. */
export function DialogWindow({ title, open = true, onClose, wide, actions, children }: DialogProps) {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      centered={false}
      onKeyDown={sendByKeys}
      yOffset="10vh"
      size={wide ? 'var(--dialog-wide)' : 'var(--dialog)'}
      transitionProps={{ transition: 'fade', duration: 120 }}
      closeButtonProps={{ 'aria-label': i18n.t('Close') }}
      overlayProps={{ className: 'k-veil' }}
      classNames={{ content: 'k-dialog', header: 'k-dialog-head', title: 'k-dialog-title', body: 'k-dialog-body' }}
    >
      {children}
      {actions ? <div className="k-dialog-foot">{actions}</div> : null}
    </Modal>
  );
}

/** Ctrl+Enter sends the form from wherever one is in it, also from where Enter is a new line. */
function sendByKeys({ key, ctrlKey, metaKey, target }: KeyboardEvent): void {
  if (key === 'Enter' && (ctrlKey || metaKey) && target instanceof Element) target.closest('form')?.requestSubmit();
}

/** The panel of a `SidePanel`. */
export function SideWindow(props: SidePanelProps) {
  return (
    <Drawer
      opened={props.open}
      onClose={props.onClose}
      title={props.label}
      size="var(--drawer)"
      transitionProps={{ duration: 160 }}
      closeButtonProps={{ 'aria-label': i18n.t('Close') }}
      overlayProps={{ className: 'k-veil' }}
      classNames={{ content: 'k-drawer', header: 'k-dialog-head', title: 'k-dialog-title', body: 'k-drawer-body' }}
    >
      {props.children}
    </Drawer>
  );
}
