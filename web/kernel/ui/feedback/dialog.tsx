import { Drawer, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import './feedback.css';

type DialogProps = {
  title: ReactNode;
  open?: boolean;
  onClose: () => void;
  wide?: boolean;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A window over the page; Escape and a click beside it close it, focus comes back where it was. */
export function Dialog({ title, open = true, onClose, wide, actions, children }: DialogProps) {
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      centered={false}
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

/** A panel that slides in from one side: the menu on phones. */
export function SidePanel(props: { label: string; open: boolean; onClose: () => void; children: ReactNode }) {
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
