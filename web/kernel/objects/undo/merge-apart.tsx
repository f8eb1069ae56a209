import { useState } from 'react';
import type { ObjectType, PartedEntry, PartedValue } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote, SelectField } from '#web/kernel/ui';
import { fieldLabel, findField, objectLabel } from '../model/model.ts';
import { useObjects } from '../model/use-model.ts';
import { ShownValue } from './shown-value.tsx';
import { askUndo, type UndoQuestion } from './undo-store.ts';
import { useFinish } from './use-finish.ts';

/** Rows that the window draws; the others go where Kith would send them. */
const SHOWN = 200;

/** A merge before it comes apart: what changes on the one that stays, and where all else goes, to be changed. */
export function MergeApart({ question }: { question: UndoQuestion }) {
  const { told } = question;
  const sides = told.sides ?? [];
  const entries = told.entries ?? [];
  const values = told.values ?? { changed: [], kept: [] };
  const object = useObjects().find((one) => one.api === told.object);
  const [move, setMove] = useState<Record<string, string>>({});
  const { problem, busy, finish } = useFinish(question);
  return (
    <Dialog
      wide
      title={i18n.t('Separate {names} again', {
        names: format.list(sides.map((one) => one.name ?? i18n.t('No name'))),
      })}
      onClose={() => askUndo(null)}
      actions={
        <>
          <Button onClick={() => askUndo(null)}>{i18n.t('Cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void finish({ move })}>
            {i18n.t('Separate')}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        <ProblemNote problem={problem} />
        <p className="k-muted">
          {i18n.t('Each record comes back as it was. What was written since stays; look where the rest goes.')}
        </p>
        <Values title={i18n.t('Comes back')} values={values.changed} object={object} names={told.names ?? {}} />
        <Values title={i18n.t('Written since, stays')} values={values.kept} object={object} names={told.names ?? {}} />
        <Sides entries={entries} sides={sides} move={move} onMove={(id, side) => setMove({ ...move, [id]: side })} />
        {told.more || entries.length > SHOWN ? (
          <p className="k-muted">{i18n.t('There is more than fits here; it goes where Kith would send it.')}</p>
        ) : null}
      </div>
    </Dialog>
  );
}

type ValuesProps = {
  title: string;
  values: PartedValue[];
  object: ObjectType | undefined;
  names: Record<string, string>;
};

function Values({ title, values, object, names }: ValuesProps) {
  if (values.length === 0) return null;
  const shown = (one: PartedValue, value: unknown) => (
    <ShownValue object={object} field={one.field} value={value} names={names} instead="" />
  );
  const labelOf = (one: PartedValue): string => {
    const field = object ? findField(object, one.field) : undefined;
    return field ? fieldLabel(field) : one.field;
  };
  return (
    <table className="k-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.t('Field')}</th>
          <th scope="col">{i18n.t('Now')}</th>
          <th scope="col">{i18n.t('Before the merge')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((one) => (
          <tr key={`${one.record}/${one.field}`}>
            <th scope="row">{labelOf(one)}</th>
            <td>{shown(one, one.now)}</td>
            <td>{shown(one, one.before)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type SidesProps = {
  entries: PartedEntry[];
  sides: { id: string; name: string | null }[];
  move: Record<string, string>;
  onMove: (id: string, side: string) => void;
};

function Sides({ entries, sides, move, onMove }: SidesProps) {
  const objects = useObjects();
  if (entries.length === 0) return null;
  const named = new Set(sides.map((one) => one.name)).size === sides.length;
  const choices = sides.map(({ id, name }, at) => ({
    value: id,
    label: named && name ? name : `${name ?? i18n.t('No name')} (${at + 1})`,
  }));
  // What nobody could decide is looked at first.
  const ordered = entries.toSorted((a, b) => Number(b.why === 'undecided') - Number(a.why === 'undecided'));
  return (
    <table className="k-table">
      <caption>{i18n.t('What goes where')}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.t('What')}</th>
          <th scope="col">{i18n.t('Because')}</th>
          <th scope="col">{i18n.t('Goes to')}</th>
        </tr>
      </thead>
      <tbody>
        {ordered.slice(0, SHOWN).map((one) => {
          const object = objects.find((known) => known.api === one.object);
          const kind = object ? objectLabel(object) : one.object;
          const what = one.title || kind;
          return (
            <tr key={one.id}>
              <th scope="row">
                {what}
                <p className="k-muted">
                  {kind} {one.at ? <time dateTime={one.at}>· {format.dayAndTime(one.at)}</time> : null}
                </p>
              </th>
              <td>{reasons()[one.why]}</td>
              <td>
                <SelectField
                  label={i18n.t('{what} goes to', { what })}
                  hideLabel
                  choices={choices}
                  value={move[one.id] ?? one.side}
                  onChange={(side) => side && onMove(one.id, side)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const reasons = (): Record<PartedEntry['why'], string> => ({
  before: i18n.t('It was there before the merge'),
  address: i18n.t('Its address or number'),
  thread: i18n.t('Its conversation'),
  record: i18n.t('What it belongs to'),
  link: i18n.t('The firm it is about'),
  chosen: i18n.t('You chose it'),
  undecided: i18n.t('Nothing tells; please look'),
});
