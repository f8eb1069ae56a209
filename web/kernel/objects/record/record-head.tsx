import {
  IconArrowsJoin,
  IconCalendarEvent,
  IconCheckbox,
  IconDots,
  IconHistory,
  IconMail,
  IconNote,
  IconPhone,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Field, ObjectType, RecordRef, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, Button, IconButton, Menu, useShortcuts } from '#web/kernel/ui';
import { FieldValue } from '../fields/show.tsx';
import { labelled, related } from '../fields/values.ts';
import { fieldLabel, latinName, memberName, objectLabel, pictureOf, recordName } from '../model/model.ts';
import { trashOne } from '../model/save.ts';
import type { ComposerFocus } from '../model/slots.ts';
import { usePaths } from '../model/use-model.ts';
import { LocalTime } from '../clock/local-clock.tsx';
import { keyFacts } from './key-facts.ts';

type HeadProps = {
  object: ObjectType;
  record: RecordRow;
  onCompose: (kind: NonNullable<ComposerFocus>['kind']) => void;
  onMerge: () => void;
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
      </div>
      <HeadActions {...props} name={name} />
      <dl className="k-key-facts">
        {keyFacts(object, record).map((field) => (
          <KeyFact key={field.key} field={field} record={record} />
        ))}
      </dl>
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

function KeyFact({ field, record }: { field: Field; record: RecordRow }) {
  const by = field.key === 'last_contact_at' ? memberName(record.last_contact_by) : '';
  return (
    <div>
      <dt>{fieldLabel(field)}</dt>
      <dd>
        <FieldValue dense field={field} value={record[field.key]} />
        {by ? <span className="k-muted">{i18n.t('by {name}', { name: by })}</span> : null}
      </dd>
    </div>
  );
}

const editFirst = (): void => document.querySelector<HTMLElement>('.k-record-facts .k-fact-edit')?.click();

function HeadActions({ object, record, name, onCompose, onMerge }: HeadProps & { name: string }) {
  const navigate = useNavigate();
  const paths = usePaths();
  const remove = async (): Promise<void> => {
    if (await trashOne(object, record)) void navigate({ to: paths.list(object.api) });
  };
  useShortcuts([{ keys: 'e', label: i18n.t('Edit the first fact'), run: editFirst }]);
  useShortcuts(
    object.has_timeline
      ? [
          { keys: 'n', label: i18n.t('Write a note'), run: () => onCompose('note') },
          { keys: 'l', label: i18n.t('Log a call'), run: () => onCompose('call') },
          { keys: 'm', label: i18n.t('File a mail'), run: () => onCompose('mail') },
          { keys: 't', label: i18n.t('Add a task'), run: () => onCompose('task') },
        ]
      : [],
  );
  const phone = labelled(record.phones)[0]?.value;
  const mail = labelled(record.emails)[0]?.value;
  const icon = { size: 16, stroke: 1.75 };
  return (
    <div className="k-record-actions">
      {phone ? (
        <a className="k-button k-button-plain" href={`tel:${phone}`} onClick={() => onCompose('call')}>
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
      {object.has_timeline ? (
        <Button look="primary" keys="n" icon={<IconNote {...icon} />} onClick={() => onCompose('note')}>
          {i18n.t('Note')}
        </Button>
      ) : null}
      <Menu
        end
        trigger={<IconButton label={i18n.t('More actions')} icon={<IconDots {...icon} />} className="k-more" />}
        entries={[
          { label: i18n.t('Log a call'), keys: 'l', icon: <IconPhone {...icon} />, run: () => onCompose('call') },
          { label: i18n.t('Log a meeting'), icon: <IconCalendarEvent {...icon} />, run: () => onCompose('meeting') },
          { label: i18n.t('Add a task'), keys: 't', icon: <IconCheckbox {...icon} />, run: () => onCompose('task') },
          'line',
          {
            label: i18n.t('Merge with another'),
            icon: <IconArrowsJoin {...icon} />,
            disabled: !object.can.update,
            run: onMerge,
          },
          {
            label: i18n.t('Change history'),
            icon: <IconHistory {...icon} />,
            run: () => void navigate({ to: '.', search: { kinds: 'change' } as never }),
          },
          {
            label: i18n.t('Move {name} to the trash', { name }),
            danger: true,
            disabled: !object.can.delete,
            icon: <IconTrash {...icon} />,
            run: () => void remove(),
          },
        ]}
      />
    </div>
  );
}
