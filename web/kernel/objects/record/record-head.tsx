import {
  IconArrowsJoin,
  IconCalendarEvent,
  IconCheckbox,
  IconDots,
  IconEye,
  IconHistory,
  IconLayout,
  IconMail,
  IconNote,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react';
import { Suspense, type ReactNode } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ObjectType, RecordRef, RecordRow, Sharing } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Avatar, Button, IconButton, Menu, useShortcuts, type MenuEntry } from '#web/kernel/ui';
import { LockMark } from '../sharing/lock-mark.tsx';
import { labelled, related } from '../fields/values.ts';
import { latinName, objectLabel, pictureOf, recordName } from '../model/model.ts';
import { trashOne } from '../model/save.ts';
import { useSlots, type ComposerFocus } from '../model/slots.ts';
import { usePaths } from '../model/use-model.ts';
import { LocalTime } from '../clock/local-clock.tsx';
import { KeyFacts } from '../layout/key-facts.tsx';

type HeadProps = {
  object: ObjectType;
  record: RecordRow;
  onCompose: (kind: NonNullable<ComposerFocus>['kind']) => void;
  /** Opens a window: to merge, of who may see it, or one that a module brings. */
  onOpen: (window: string) => void;
  sharing: Sharing | null;
  /** The kinds of entries that may be written. */
  makes: NonNullable<ComposerFocus>['kind'][];
};

/** Who this is: face, name in both scripts, role and firm, the facts that matter now, what can be done. */
export function RecordHead(props: HeadProps) {
  const { object, record } = props;
  const name = recordName(object, record);
  const latin = latinName(record);
  return (
    <header className="k-record-head">
      <Avatar name={name} image={pictureOf(object, record)} size="large" square={object.api !== 'people'} />
      <div className="k-grow">
        <p className="k-crumb">
          <ListLink object={object} />
        </p>
        <h1>{name}</h1>
        {latin ? <p className="k-latin-line">{latin}</p> : null}
        <RoleLine object={object} record={record} />
        <LockMark object={object} sharing={props.sharing} />
      </div>
      <HeadActions {...props} name={name} />
      <KeyFacts object={object} record={record} />
    </header>
  );
}

function ListLink({ object }: { object: ObjectType }) {
  const paths = usePaths();
  return (
    <Link to={paths.list(object.api)} className="k-muted k-quiet">
      {objectLabel(object, true)}
    </Link>
  );
}

function RoleLine({ object, record }: { object: ObjectType; record: RecordRow }) {
  const paths = usePaths();
  const company = related(record.company)[0] as RecordRef | undefined;
  // Where `title` names the record it stands above already.
  const title = typeof record.title === 'string' && object.title !== 'title' ? record.title : '';
  const clock = <LocalTime record={record} />;
  if (!company && !title) return <p className="k-role">{clock}</p>;
  return (
    <p className="k-role">
      {title}
      {title && company ? ` · ` : ''}
      {company ? (
        <Link to={paths.record('companies', company.id)} className="k-quiet-link">
          {company.name}
        </Link>
      ) : null}
      {clock}
    </p>
  );
}

const editFirst = (): void => document.querySelector<HTMLElement>('.k-record-facts .k-fact-edit')?.click();

type ActionProps = HeadProps & { name: string };

function HeadActions(props: ActionProps) {
  const { object, record, makes, onCompose } = props;
  useHeadShortcuts(props);
  const phone = labelled(record.phones)[0]?.value;
  const mail = labelled(record.emails)[0]?.value;
  const deeds = useSlots().recordActions.filter((one) => one.object === object.api);
  return (
    <div className="k-record-actions">
      {phone ? (
        <a
          className="k-button k-button-plain"
          href={`tel:${phone}`}
          onClick={() => (makes.includes('call') ? onCompose('call') : undefined)}
        >
          <IconPhone {...icon} aria-hidden="true" />
          {i18n.t('Call')}
        </a>
      ) : null}
      {mail ? (
        <a className="k-button k-button-plain" href={`mailto:${mail}`}>
          <IconMail {...icon} aria-hidden="true" />
          {i18n.t('Mail')}
        </a>
      ) : null}
      <Suspense>
        {deeds.map(({ Deeds }, at) => (
          <Deeds key={at} object={object} record={record} />
        ))}
      </Suspense>
      {object.has_timeline && makes.includes('note') ? (
        <Button
          look={deeds.some(({ main }) => main) ? 'plain' : 'primary'}
          keys="n"
          icon={<IconNote {...icon} />}
          onClick={() => onCompose('note')}
        >
          {i18n.t('Note')}
        </Button>
      ) : null}
      <MoreActions {...props} />
    </div>
  );
}

const icon = { size: 16, stroke: 1.75 };

function useHeadShortcuts({ object, makes, onCompose, onOpen }: ActionProps): void {
  useShortcuts([
    { keys: 'e', label: i18n.t('Edit the first fact'), run: editFirst },
    { keys: 'w', label: i18n.t('Who can see this?'), run: () => onOpen('access') },
  ]);
  const kinds = [
    { kind: 'note', keys: 'n', label: i18n.t('Write a note') },
    { kind: 'call', keys: 'l', label: i18n.t('Log a call') },
    { kind: 'mail', keys: 'm', label: i18n.t('File a mail') },
    { kind: 'task', keys: 't', label: i18n.t('Add a task') },
  ] as const;
  useShortcuts(
    kinds
      .filter(({ kind }) => object.has_timeline && makes.includes(kind))
      .map(({ kind, keys, label }) => ({ keys, label, run: () => onCompose(kind) })),
  );
}

type Written = { kind: NonNullable<ComposerFocus>['kind']; label: string; keys?: string; icon: ReactNode };

function MoreActions({ object, record, name, makes, onCompose, onOpen }: ActionProps) {
  const navigate = useNavigate();
  const paths = usePaths();
  const { administer, rights } = useMe().can;
  const { actions } = rights;
  const layout = useLayoutEntry(object, record);
  const windows = useSlots().recordWindows.filter(
    (one) => one.object === object.api && (!one.administers || administer),
  );
  const remove = async (): Promise<void> => {
    if (await trashOne(object, record)) void navigate({ to: paths.list(object.api) });
  };
  const may = (verb: 'update' | 'delete'): boolean => object.can[verb] && record.can?.[verb] !== false;
  const written: Written[] = [
    { kind: 'call', label: i18n.t('Log a call'), keys: 'l', icon: <IconPhone {...icon} /> },
    { kind: 'meeting', label: i18n.t('Log a meeting'), icon: <IconCalendarEvent {...icon} /> },
    { kind: 'task', label: i18n.t('Add a task'), keys: 't', icon: <IconCheckbox {...icon} /> },
  ];
  const entries = written.filter(({ kind }) => object.has_timeline && makes.includes(kind));
  return (
    <Menu
      end
      trigger={<IconButton label={i18n.t('More actions')} icon={<IconDots {...icon} />} className="k-more" />}
      entries={[
        ...entries.map(({ kind, ...entry }) => ({ ...entry, run: () => onCompose(kind) })),
        ...(entries.length > 0 ? (['line'] as const) : []),
        {
          label: i18n.t('Who can see this?'),
          keys: 'w',
          icon: <IconEye {...icon} />,
          run: () => onOpen('access'),
        },
        ...(may('update') && actions.merge
          ? [
              {
                label: i18n.t('Merge with another'),
                icon: <IconArrowsJoin {...icon} />,
                run: () => onOpen('merge'),
              },
            ]
          : []),
        {
          label: i18n.t('Change history'),
          icon: <IconHistory {...icon} />,
          run: () => void navigate({ to: '.', search: { kinds: 'change' } as never }),
        },
        ...layout,
        ...windows.map((one) => ({ label: one.label(), icon: one.icon, run: () => onOpen(one.key) })),
        ...(may('delete')
          ? [
              {
                label: i18n.t('Move {name} to the trash', { name }),
                danger: true,
                icon: <IconTrash {...icon} />,
                run: () => void remove(),
              },
            ]
          : []),
      ]}
    />
  );
}

/** The way for administrators to the arrangement of this page. */
function useLayoutEntry(object: ObjectType, record: RecordRow): MenuEntry[] {
  const navigate = useNavigate();
  const paths = usePaths();
  const { administer } = useMe().can;
  const search = { object: object.api, part: 'layout', record: record.id } as never;
  const run = (): void => void navigate({ to: paths.page('settings/objects'), search });
  return administer ? [{ label: i18n.t('Edit the layout'), icon: <IconLayout {...icon} />, run }] : [];
}
