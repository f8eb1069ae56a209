import {
  IconChevronDown,
  IconDownload,
  IconFilePlus,
  IconLink,
  IconRotate,
  IconSend,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ask, askWhole, queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { saved, useObject, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Button, Menu, useShortcuts, type MenuEntry } from '#web/kernel/ui';

import { tried } from './tried.ts';

const SendWindow = lazy(() => import('./send-window.tsx'));
const LinkWindow = lazy(() => import('./link-window.tsx'));

const icon = { size: 16, stroke: 1.75 };

type Turn = 'ask_approval' | 'approve' | 'reopen';

const turned: Record<Turn, () => string> = {
  ask_approval: () => i18n.t('Approval asked for.'),
  approve: () => i18n.t('Quote approved.'),
  reopen: () => i18n.t('The quote is a draft again.'),
};

/** What can be done with a quote. */
export default function QuoteDeeds({ record }: RecordSlotProps) {
  const navigate = useNavigate();
  const paths = usePaths();
  const { administer } = useMe().can;
  const quotes = useObject('quotes');
  const [open, setOpen] = useState<'send' | 'link' | null>(null);
  const { id, status } = record;
  const may = quotes?.can.update === true && record.deleted_at == null && record.can?.update !== false;
  const is = (...wanted: string[]): boolean => wanted.includes(String(status));
  const turn = (name: Turn) => (): void =>
    void tried(async () => {
      const { changeSet } = await askWhole(`POST /api/v1/quotes/{id}/${name}`, { params: { id }, body: {} });
      await queries.invalidateQueries();
      saved(turned[name](), changeSet);
    });
  const version = (): void =>
    void tried(async () => {
      const made = await ask('POST /api/v1/quotes/{id}/versions', { params: { id }, body: {} });
      await queries.invalidateQueries();
      await navigate({ to: paths.record('quotes', String((made as { id: string }).id)) });
    });
  const sendable = may && (is('draft') || is('approved'));
  useShortcuts(sendable ? [{ keys: 's', label: i18n.t('Send the quote'), run: () => setOpen('send') }] : []);
  const entries = menuOf({
    id,
    is,
    may,
    mayAdd: quotes?.can.create === true,
    turn,
    version,
    link: () => setOpen('link'),
  });
  return (
    <>
      {sendable ? (
        <Button look="primary" keys="s" icon={<IconSend {...icon} />} onClick={() => setOpen('send')}>
          {i18n.t('Send quote')}
        </Button>
      ) : null}
      {may && administer && is('to_approve') ? (
        <Button look="primary" icon={<IconShieldCheck {...icon} />} onClick={turn('approve')}>
          {i18n.t('Approve')}
        </Button>
      ) : null}
      <Menu
        end
        trigger={
          <Button>
            {i18n.t('Quote')}
            <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          </Button>
        }
        entries={entries}
      />
      <Suspense>
        {open === 'send' ? <SendWindow record={record} onClose={() => setOpen(null)} /> : null}
        {open === 'link' ? <LinkWindow id={id} onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </>
  );
}

type Menued = {
  id: string;
  is: (...wanted: string[]) => boolean;
  may: boolean;
  mayAdd: boolean;
  turn: (name: Turn) => () => void;
  version: () => void;
  link: () => void;
};

function menuOf({ id, is, may, mayAdd, turn, version, link }: Menued): MenuEntry[] {
  const entry = (when: boolean, one: MenuEntry): MenuEntry[] => (when ? [one] : []);
  return [
    ...entry(may && is('sent', 'accepted', 'declined'), {
      label: i18n.t('Copy a link'),
      icon: <IconLink {...icon} />,
      run: link,
    }),
    ...entry(true, {
      label: i18n.t('Download the PDF'),
      icon: <IconDownload {...icon} />,
      href: `/api/v1/quotes/${id}/pdf`,
    }),
    ...entry(may && mayAdd && !is('draft', 'to_approve', 'approved'), {
      label: i18n.t('New version'),
      icon: <IconFilePlus {...icon} />,
      run: version,
    }),
    ...entry(may && is('draft'), {
      label: i18n.t('Ask for approval'),
      icon: <IconShieldCheck {...icon} />,
      run: turn('ask_approval'),
    }),
    ...entry(may && is('to_approve', 'approved', 'sent'), {
      label: i18n.t('Reopen'),
      icon: <IconRotate {...icon} />,
      run: turn('reopen'),
    }),
  ];
}
