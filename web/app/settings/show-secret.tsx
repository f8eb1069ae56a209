import { useRef, useState, type ReactNode } from 'react';
import { i18n } from '#web/kernel/i18n';
import { announce, Button, Dialog } from '#web/kernel/ui';

type SecretProps = {
  title: string;
  secret: string;
  /** What the button says that closes the window. */
  done?: string;
  onClose: () => void;
  /** What is said above the secret. */
  children?: ReactNode;
};

/** A secret, to be copied now: it is shown only this once. */
export function ShowSecret({ title, secret, done, onClose, children }: SecretProps) {
  const shown = useRef<HTMLParagraphElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await copyText(secret, shown.current))) return;
    setCopied(true);
    announce(i18n.t('Copied'));
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look={copied ? 'primary' : 'plain'} onClick={onClose}>
            {done ?? i18n.t('I kept it')}
          </Button>
          <Button look={copied ? 'plain' : 'primary'} data-autofocus onClick={() => void copy()}>
            {copied ? i18n.t('Copied') : i18n.t('Copy')}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        {children ?? <p>{i18n.t('It is shown only this once.')}</p>}
        <p ref={shown} className="k-secret">
          {secret}
        </p>
      </div>
    </Dialog>
  );
}

/** Where a page has no clipboard, such as without https, the text is chosen and copied as by hand. */
async function copyText(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!shown) return false;
    getSelection()?.selectAllChildren(shown);
    return document.execCommand('copy');
  }
}
