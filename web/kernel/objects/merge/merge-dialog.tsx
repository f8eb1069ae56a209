import { useState } from 'react';
import { mergeRecords, queries, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, ProblemNote } from '#web/kernel/ui';
import { FieldValue } from '../fields/show.tsx';
import { isEmpty } from '../fields/values.ts';
import { wireValues } from '../forms/form-fields.ts';
import { fieldLabel, recordName } from '../model/model.ts';
import { saved } from '../model/save.ts';
import { mergeChoices, mergeValues, orderForMerge, type MergeChoice } from './merge-choices.ts';

type MergeProps = { object: ObjectType; records: RecordRow[]; onClose: () => void; onDone: () => void };

/** Makes one record of several: only what differs is asked, the rest is joined; it can be undone. */
export default function MergeDialog({ object, records, onClose, onDone }: MergeProps) {
  const [ordered, setOrdered] = useState(() => orderForMerge(object, records));
  const [kept, setKept] = useState<Record<string, number>>({});
  const choices = mergeChoices(object, ordered);
  const [main] = ordered;
  const { problem, busy, merge } = useMerge(object, () => {
    onDone();
    onClose();
  });
  return (
    <Dialog
      wide
      title={i18n.t('Merge {count, plural, one {# record} other {# records}}', { count: ordered.length })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void merge(ordered, mergeValues(choices, kept))}>
            {i18n.t('Merge into {name}', { name: main ? recordName(object, main) : '' })}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        <ProblemNote problem={problem} />
        <p className="k-muted">
          {i18n.t(
            'Histories, addresses and relations are joined. Choose only where they differ; you ' +
              'can take it back at any time.',
          )}
        </p>
        <table className="k-table k-merge">
          <MergeHead object={object} ordered={ordered} onOrder={setOrdered} />
          <tbody>
            {choices.map((choice) => (
              <ChoiceRow
                key={choice.field.key}
                choice={choice}
                at={kept[choice.field.key] ?? choice.keep}
                onPick={(at) => setKept({ ...kept, [choice.field.key]: at })}
              />
            ))}
          </tbody>
        </table>
        {choices.length === 0 ? <p>{i18n.t('They agree on everything that both know.')}</p> : null}
      </div>
    </Dialog>
  );
}

function useMerge(object: ObjectType, onDone: () => void) {
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const merge = async ([main, ...others]: RecordRow[], values: Record<string, unknown>): Promise<void> => {
    if (!main) return;
    setBusy(true);
    try {
      const { changeSet } = await mergeRecords(object.api, main.id, {
        with: others.map((one) => one.id),
        values: wireValues(values),
      });
      saved(i18n.t('Merged into {name}.', { name: recordName(object, main) }), changeSet);
      await queries.invalidateQueries();
      onDone();
    } catch (thrown) {
      setProblem(thrown);
      setBusy(false);
    }
  };
  return { problem, busy, merge };
}

type HeadProps = { object: ObjectType; ordered: RecordRow[]; onOrder: (ordered: RecordRow[]) => void };

function MergeHead({ object, ordered, onOrder }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">{i18n.t('Field')}</th>
        {ordered.map((row, at) => (
          <th key={row.id} scope="col">
            {recordName(object, row)}{' '}
            {at === 0 ? (
              <span>({i18n.t('stays')})</span>
            ) : (
              <button
                type="button"
                className="k-link"
                onClick={() => onOrder([row, ...ordered.filter((one) => one !== row)])}
              >
                {i18n.t('keep this one')}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ChoiceRow(props: { choice: MergeChoice; at: number; onPick: (at: number) => void }) {
  const { field, values } = props.choice;
  return (
    <tr>
      <th scope="row">{fieldLabel(field)}</th>
      {values.map((value, at) => (
        <td key={at}>
          {isEmpty(value) ? (
            <span className="k-muted">{i18n.t('empty')}</span>
          ) : (
            <label className="k-check">
              <input
                type="radio"
                name={`merge-${field.key}`}
                checked={props.at === at}
                onChange={() => props.onPick(at)}
              />
              <FieldValue field={field} value={value} />
            </label>
          )}
        </td>
      ))}
    </tr>
  );
}
