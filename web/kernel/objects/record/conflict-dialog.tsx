import { getRecord, keys, queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog } from '#web/kernel/ui';
import { FieldValue } from '../fields/show.tsx';
import { isEmpty } from '../fields/values.ts';
import { fieldLabel, findField, recordName } from '../model/model.ts';
import { saveFields } from '../model/save.ts';
import { askConflict, useConflict, type ConflictQuestion } from './conflict-store.ts';

/** Mine, theirs and the original, side by side, when two people changed the same field. */
export function ConflictHost() {
  const question = useConflict();
  return question ? <ConflictDialog question={question} /> : null;
}

function ConflictDialog({ question }: { question: ConflictQuestion }) {
  const { object, row, conflicts } = question;
  const close = (): void => askConflict(null);
  const refresh = async () => {
    const fresh = await getRecord(object.api, row.id);
    await queries.invalidateQueries({ queryKey: keys.record(object.api, row.id) });
    return fresh;
  };
  const keepMine = async (): Promise<void> => {
    close();
    const fresh = await refresh();
    await saveFields(object, fresh, question.values);
  };
  return (
    <Dialog
      wide
      title={i18n.t('{name} was changed meanwhile', { name: recordName(object, row) })}
      onClose={() => {
        close();
        void refresh();
      }}
      actions={
        <>
          <Button
            onClick={() => {
              close();
              void refresh();
            }}
          >
            {i18n.t('Keep theirs')}
          </Button>
          <Button look="primary" onClick={() => void keepMine()}>
            {i18n.t('Save mine')}
          </Button>
        </>
      }
    >
      <p className="k-muted">
        {i18n.t('Someone saved the same field while you were writing. Nothing is lost; choose which one stays.')}
      </p>
      <table className="k-table">
        <thead>
          <tr>
            <th scope="col">{i18n.t('Field')}</th>
            <th scope="col">{i18n.t('Mine')}</th>
            <th scope="col">{i18n.t('Theirs')}</th>
            <th scope="col">{i18n.t('Before')}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((one) => (
            <tr key={one.field}>
              <th scope="row">{labelOf(question, one.field)}</th>
              <td>{shown(question, one.field, one.mine)}</td>
              <td>{shown(question, one.field, one.theirs)}</td>
              <td>{shown(question, one.field, one.original)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function labelOf(question: ConflictQuestion, key: string): string {
  const field = findField(question.object, key);
  return field ? fieldLabel(field) : key;
}

function shown(question: ConflictQuestion, key: string, value: unknown) {
  const field = findField(question.object, key);
  if (!field || isEmpty(value)) return <span className="k-muted">{i18n.t('empty')}</span>;
  return <FieldValue field={field} value={value} />;
}
