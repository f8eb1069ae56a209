import { IconArrowRight, IconHourglassLow } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Avatar, IconButton, Menu } from '#web/kernel/ui';
import { isEmpty, valueText } from '../fields/values.ts';
import { findField, memberName, recordName } from '../model/model.ts';
import { NewMark } from '../looks/new-since.tsx';
import { usePaths } from '../model/use-model.ts';
import { idleDays, idleFrom } from './idle.ts';

type CardProps = {
  object: ObjectType;
  field: Field;
  row: RecordRow;
  at: string;
  columns: { key: string; name: string }[];
  /** Days after which cards of this column turn, where it says so. */
  limit: number | null;
  onMove?: (to: string) => void;
};

/** One card: what it is, with whom, how much and until when, whose it is, and how long nothing happened. */
export function BoardCard({ object, field, row, at, columns, limit, onMove }: CardProps) {
  const paths = usePaths();
  const name = recordName(object, row);
  const said = cardFacts(object, field, row);
  const owner = memberName(row['owner']);
  const idle = idleDays(row);
  const targets = columns.filter((column) => column.key !== at);
  return (
    <>
      <div className="k-card-head">
        <NewMark id={row.id} />
        <Link to={paths.record(object.api, row.id)} tabIndex={-1} draggable={false} className="k-grow k-card-title">
          {name}
        </Link>
        {onMove ? (
          <Menu
            end
            trigger={
              <IconButton
                small
                label={i18n.t('Move {name}', { name })}
                icon={<IconArrowRight size={14} stroke={1.75} />}
              />
            }
            entries={[
              { heading: i18n.t('Move to') },
              ...targets.map((column) => ({ label: column.name, run: () => onMove(column.key) })),
            ]}
          />
        ) : null}
      </div>
      {said.whom && !name.includes(said.whom) ? <p className="k-muted k-cut">{said.whom}</p> : null}
      <p className="k-card-foot">
        {said.much ? <strong className="k-num">{said.much}</strong> : null}
        {said.when ? <span className="k-muted">{said.when}</span> : null}
        <span className="k-grow" />
        {owner ? <Avatar name={owner} /> : null}
      </p>
      {idle > 0 && idle >= idleFrom(limit) ? (
        <p className="k-card-idle">
          <IconHourglassLow size={14} stroke={1.75} aria-hidden="true" />
          {i18n.t('Nothing happened for {count, plural, one {# day} other {# days}}', { count: idle })}
        </p>
      ) : null}
    </>
  );
}

const DAYS = ['next_step_at', 'closes_on', 'due_on', 'last_contact_at'];

function cardFacts(object: ObjectType, group: Field, row: RecordRow) {
  const text = (field: Field | null | undefined): string =>
    field && field.key !== group.key && !isEmpty(row[field.key]) ? valueText(field, row[field.key]) : '';
  const shown = object.columns.map((key) => findField(object, key)).filter((field) => field !== null);
  const relation = shown.find((field) => field.type === 'relation' && !isEmpty(row[field.key]));
  const plain = shown.find((field) => field.type === 'text' && field.key !== object.title);
  const money = shown.find((field) => field.type === 'money' && !isEmpty(row[field.key]));
  const amount = money ? format.money(row[money.key] as { amount: string; currency: string }, true) : '';
  const day = DAYS.map((key) => findField(object, key)).find((field) => field && !isEmpty(row[field.key]));
  const closed = typeof row['outcome'] === 'string' && row['outcome'] !== 'open';
  const when = day ? `${dayWord(day.key, closed)} ${format.relativeDay(String(row[day.key]).slice(0, 10))}` : '';
  return { whom: text(relation) || text(plain), much: amount, when };
}

const dayWord = (key: string, closed: boolean): string =>
  ({
    next_step_at: i18n.t('next step'),
    closes_on: closed ? i18n.t('closed') : i18n.t('closes'),
    due_on: i18n.t('due'),
    last_contact_at: i18n.t('last contact'),
  })[key] ?? '';
