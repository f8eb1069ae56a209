import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  fileAddress,
  queries,
  setTaskDone,
  type FieldChange,
  type ObjectType,
  type RecordRow,
  type TimelineEntry,
} from '#web/kernel/api';
import { format, i18n, inLanguage } from '#web/kernel/i18n';
import { Button, Chip, Icon, toast } from '#web/kernel/ui';
import { isEmpty, plainText, valueText } from '../fields/values.ts';
import { fieldLabel, findField, nameText } from '../model/model.ts';
import { saved } from '../model/save.ts';
import { redoChanges, undoChanges } from '../undo/undo-changes.ts';
import { deedWords } from '../model/deed.ts';
import { useObjects, usePaths } from '../model/use-model.ts';
import { changedFields } from './timeline-days.ts';

/** The words for a kind of entry. */
export const kindName = (kind: string): string =>
  ({
    call: i18n.t('Call'),
    meeting: i18n.t('Meeting'),
    mail: i18n.t('Mail'),
    letter: i18n.t('Letter'),
    note: i18n.t('Note'),
    task: i18n.t('Task'),
    chat: i18n.t('Chat'),
    change: i18n.t('Change'),
    file: i18n.t('File'),
    consent: i18n.t('Consent'),
  })[kind] ?? kind;

/** Texts longer than this are cut to three lines until opened. */
const LONG = 220;

/** One call, mail, note or task: who, what, when; long texts open in place, tasks are ticked off here. */
export function EntryLine({ entry, record }: { entry: TimelineEntry; record: RecordRow }) {
  const [open, setOpen] = useState(false);
  const paths = usePaths();
  const object = useObjects().find((one) => one.api === entry.object);
  const title = choiceText(object, entry.title);
  const text = entry.text ? choiceText(object, plainText(entry.text)) : '';
  const said = text && text !== entry.title ? text : '';
  const via = entry.via && entry.via.id !== record.id ? entry.via : null;
  return (
    <li
      className="k-entry"
      data-kind={entry.kind}
      data-done={entry.done || undefined}
      data-corrected={entry.corrected || undefined}
    >
      <span className="k-entry-icon" title={kindName(entry.kind)}>
        {entry.kind === 'task' ? <TaskTick entry={entry} /> : <Icon name={entry.kind} />}
      </span>
      <div className="k-entry-body">
        <p className="k-entry-head">
          <span className="k-hidden">{kindName(entry.kind)}: </span>
          {entry.kind === 'file' ? (
            <strong>
              <a className="k-quiet-link" href={fileAddress(entry.id)} download={entry.title}>
                {entry.title}
              </a>
            </strong>
          ) : (
            <strong>{title || kindName(entry.kind)}</strong>
          )}
          {entry.corrected ? <Chip>{i18n.t('Corrected')}</Chip> : null}
          <span className="k-entry-meta">
            {entry.size === undefined ? null : <span className="k-num">{format.fileSize(entry.size)}</span>}
            {entry.author ? <span>{entry.author.name}</span> : null}
            {via ? (
              <Link to={paths.record(via.object, via.id)} className="k-quiet-link">
                {i18n.t('with {name}', { name: via.name })}
              </Link>
            ) : null}
            <time dateTime={entry.at}>{format.timeOfDay(entry.at)}</time>
          </span>
        </p>
        {said ? <p className={open || said.length <= LONG ? 'k-entry-text' : 'k-entry-text k-clamp'}>{said}</p> : null}
        {said.length > LONG ? (
          <button type="button" className="k-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? i18n.t('Show less') : i18n.t('Show all')}
          </button>
        ) : null}
      </div>
    </li>
  );
}

/** Choices as they are called: entries may be titled by one of their choices, and tell of several. */
function choiceText(object: ObjectType | undefined, value: string): string {
  const title = object && findField(object, object.title);
  if (title?.type !== 'select') return value;
  const options = object?.fields.flatMap((field) => field.options ?? []) ?? [];
  const named = (one: string): string => {
    const option = options.find((known) => known.value === one);
    return option ? inLanguage(option.label) : one;
  };
  return value.split(' · ').map(named).join(' · ');
}

function TaskTick({ entry }: { entry: TimelineEntry }) {
  const tick = async (done: boolean): Promise<void> => {
    try {
      const { changeSet } = await setTaskDone(entry.record_id, done);
      saved(done ? i18n.t('Task done.') : i18n.t('Task open again.'), changeSet);
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    await queries.invalidateQueries();
  };
  return (
    <input
      type="checkbox"
      className="k-tick"
      aria-label={i18n.t('Done: {title}', { title: entry.title })}
      checked={entry.done ?? false}
      onChange={(event) => void tick(event.target.checked)}
    />
  );
}

type FoldProps = {
  object: ObjectType;
  entries: TimelineEntry[];
  /** The reader may change the record, and so take changes of it back. */
  may: boolean;
};

/** Several changes by one person, as one line that opens to before and after, with Undo. */
export function ChangesFold({ object, entries, may }: FoldProps) {
  const [open, setOpen] = useState(false);
  const fields = changedFields(entries);
  const names = fields.map((key) => nameOf(object, key));
  const [first] = entries;
  const objects = useObjects();
  const summary =
    fields.length === 0
      ? deedWords(first?.title ?? null, objects)
      : names.length <= 3
        ? i18n.t('{fields} changed', { fields: format.list(names) })
        : i18n.t('{count, plural, one {# field} other {# fields}} changed', { count: fields.length });
  return (
    <li className="k-entry" data-kind="change">
      <span className="k-entry-icon" title={kindName('change')}>
        <Icon name="change" />
      </span>
      <div className="k-entry-body">
        <p className="k-entry-head">
          <button type="button" className="k-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {summary}
          </button>
          <span className="k-entry-meta">
            {first?.author ? <span>{first.author.name}</span> : null}
            {first ? <time dateTime={first.at}>{format.timeOfDay(first.at)}</time> : null}
          </span>
        </p>
        {open ? entries.map((entry) => <ChangeDetail key={entry.id} object={object} entry={entry} may={may} />) : null}
      </div>
    </li>
  );
}

function ChangeDetail({ object, entry, may }: { object: ObjectType; entry: TimelineEntry; may: boolean }) {
  const changeSet = entry.change_set_id;
  return (
    <div className="k-change">
      <ul>
        {(entry.fields ?? []).map((one) => (
          <FieldChangeLine key={one.field} object={object} change={one} />
        ))}
      </ul>
      {entry.undone ? <Chip>{i18n.t('Taken back')}</Chip> : null}
      {changeSet && may ? (
        <Button small look="quiet" onClick={() => void (entry.undone ? redoChanges : undoChanges)(changeSet)}>
          {entry.undone ? i18n.t('Redo') : i18n.t('Undo')}
        </Button>
      ) : null}
    </div>
  );
}

function FieldChangeLine({ object, change }: { object: ObjectType; change: FieldChange }) {
  const before = textOf(object, change.field, change.before);
  return (
    <li>
      <span className="k-muted">{nameOf(object, change.field)}</span> <s>{before}</s> →{' '}
      {textOf(object, change.field, change.after)}
    </li>
  );
}

const nameOf = (object: ObjectType, key: string): string => {
  const field = findField(object, key);
  return field ? fieldLabel(field) : key;
};

function textOf(object: ObjectType, key: string, value: unknown): string {
  const field = findField(object, key);
  if (isEmpty(value)) return i18n.t('empty');
  return (field ? valueText(field, value) : nameText(value)) || JSON.stringify(value);
}
