import { useState } from 'react';
import type { LaterEdit, ObjectType } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote } from '#web/kernel/ui';
import { fieldLabel, findField, objectLabel } from '../model/model.ts';
import { useObjects } from '../model/use-model.ts';
import { MergeApart } from './merge-apart.tsx';
import { ShownValue } from './shown-value.tsx';
import { askUndo, useUndoQuestion, type UndoQuestion } from './undo-store.ts';
import { useFinish } from './use-finish.ts';

/** What an undo meets, before it is done: later edits, or where everything of a merge goes. */
export function UndoHost() {
  const question = useUndoQuestion();
  if (!question) return null;
  const { sides } = question.told;
  return sides ? <MergeApart key={question.changeSet} question={question} /> : <LaterEdits question={question} />;
}

const placeOf = ({ record, field }: LaterEdit): string => (field === null ? record : `${record}/${field}`);

function LaterEdits({ question }: { question: UndoQuestion }) {
  const { conflicts } = question.told;
  const objects = useObjects();
  const [older, setOlder] = useState<ReadonlySet<string>>(new Set());
  const { problem, busy, finish } = useFinish(question);
  const pick = (place: string, take: boolean): void => {
    const next = new Set(older);
    if (take) next.add(place);
    else next.delete(place);
    setOlder(next);
  };
  const all = conflicts.map(placeOf);
  return (
    <Dialog
      wide
      title={i18n.t('Others wrote here since')}
      onClose={() => askUndo(null)}
      actions={
        <>
          <Button onClick={() => askUndo(null)}>{i18n.t('Cancel')}</Button>
          <Button onClick={() => setOlder(new Set(older.size === all.length ? [] : all))}>
            {older.size === all.length ? i18n.t('Keep all later values') : i18n.t('Take all older values')}
          </Button>
          <Button look="primary" busy={busy} onClick={() => void finish({ overwrite: [...older] })}>
            {question.way === 'redo' ? i18n.t('Redo') : i18n.t('Undo')}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        <ProblemNote problem={problem} />
        <p className="k-muted">
          {i18n.t('These values were changed later. They stay, unless you choose the older ones.')}
        </p>
        <table className="k-table k-merge">
          <thead>
            <tr>
              <th scope="col">{i18n.t('Field')}</th>
              <th scope="col">{i18n.t('Written later')}</th>
              <th scope="col">{i18n.t('Older value')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((one) => (
              <LaterRow
                key={placeOf(one)}
                one={one}
                object={objects.find((object) => object.api === one.object)}
                older={older.has(placeOf(one))}
                onPick={(take) => pick(placeOf(one), take)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

type RowProps = { one: LaterEdit; object: ObjectType | undefined; older: boolean; onPick: (older: boolean) => void };

function LaterRow({ one, object, older, onPick }: RowProps) {
  const field = object && one.field ? findField(object, one.field) : undefined;
  const name = one.names?.[one.record] ?? (object ? objectLabel(object) : '');
  // Where a field, a role or the sharing of a record was set, there is no value to show.
  const setting = one.field === null ? one.mine !== null : !field;
  const set = object && setting ? findField(object, one.record) : undefined;
  const whole = setting ? i18n.t('A setting of {name}', { name: set ? fieldLabel(set) : name }) : undefined;
  const label = field ? fieldLabel(field) : (whole ?? i18n.t('The whole record'));
  const choice = (take: boolean, value: unknown, instead: string) => (
    <label className="k-check">
      <input type="radio" name={placeOf(one)} checked={older === take} onChange={() => onPick(take)} />
      <ShownValue object={object} field={one.field} value={value} names={one.names ?? {}} instead={instead} />
    </label>
  );
  return (
    <tr>
      <th scope="row">
        {label}
        {setting ? null : <p className="k-muted">{name}</p>}
      </th>
      <td>
        {choice(false, one.theirs, i18n.t('stays'))}
        {one.later ? (
          <p className="k-muted">
            {one.later.author.name} · <time dateTime={one.later.at}>{format.dayAndTime(one.later.at)}</time>
          </p>
        ) : null}
      </td>
      <td>{choice(true, one.mine, setting ? i18n.t('comes back') : i18n.t('goes to the trash'))}</td>
    </tr>
  );
}
