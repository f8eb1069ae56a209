import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeType, keys, previewType, type DateOrder, type Field, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, saved } from '#web/kernel/objects';
import { Button, CheckField, Dialog, ProblemNote, SelectField, toast } from '#web/kernel/ui';
import { typeChangesOf } from '#shared/fields/type-changes';
import { useTask } from '../use-task.ts';
import { fieldTypes } from './field-types.ts';
import { followJob } from './follow-job.ts';
import { TypeChangePreview } from './type-change-preview.tsx';

/** Gives a field another type, after telling what that does to its values. */
export function ChangeType({ object, field, onClose }: { object: ObjectType; field: Field; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [type, setType] = useState<string | null>(null);
  const [dates, setDates] = useState<DateOrder | null>(null);
  const [leavesOut, setLeavesOut] = useState(false);
  const { data } = useQuery({
    queryKey: [...keys.objects, object.api, field.key, 'type', type, dates],
    queryFn: () => previewType(object.api, field.key, { type: type!, ...(dates ? { dates } : {}) }),
    // Once it is changed there is nothing to look at: the field has the type.
    enabled: type !== null && !busy,
    // Somebody may have mended the values since it was looked at.
    staleTime: 0,
    gcTime: 0,
  });
  const carried = data?.total !== undefined;
  const save = async (): Promise<void> => {
    const unfit = carried && leavesOut ? { unfit: 'leave_out' as const } : {};
    const change = { type: type!, ...(data?.dates ? { dates: data.dates } : {}), ...unfit };
    const done = carried ? undefined : i18n.t('The type was changed.');
    const answer = await run(() => changeType(object.api, field.key, change), done);
    if (!answer) return;
    onClose();
    if (answer.data.job_id) tellChanged(await followJob<Outcome>(answer.data.job_id), fieldLabel(field));
  };
  const choices = fieldTypes().filter(({ value }) => typeChangesOf(field.type).includes(value));
  return (
    <Dialog title={i18n.t('Change the type of “{name}”', { name: fieldLabel(field) })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SelectField label={i18n.t('New type')} choices={choices} value={type} onChange={setType} />
        {data?.dates ? (
          <SelectField
            label={i18n.t('03/04/2025 is')}
            choices={[
              { value: 'day_first', label: i18n.t('3 April: the day first') },
              { value: 'month_first', label: i18n.t('March 4: the month first') },
            ]}
            value={data.dates}
            onChange={(order) => setDates(order as DateOrder)}
          />
        ) : null}
        {data ? <TypeChangePreview preview={data} /> : null}
        {carried && data.unfit > 0 ? (
          <CheckField
            label={i18n.t('Leave out what does not fit; undo brings it back')}
            checked={leavesOut}
            onChange={setLeavesOut}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            busy={busy}
            disabled={!data || (data.unfit > 0 && !(carried && leavesOut))}
          >
            {i18n.t('Change the type')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Outcome = { changed: boolean; change_set_id?: string; unfit?: number };

/** Says what became of it; values that do not fit may have been written meanwhile. */
function tellChanged(outcome: Outcome | null, name: string): void {
  if (outcome?.changed && outcome.change_set_id) {
    saved(i18n.t('The type of {name} was changed.', { name }), outcome.change_set_id);
    return;
  }
  const text = outcome?.unfit
    ? i18n.t(
        '{name} keeps its type: {unfit, plural, one {# value does not fit.} other {# values do not fit.}} Look again.',
        { name, unfit: outcome.unfit },
      )
    : i18n.t('{name} keeps its type. Look at it again.', { name });
  toast({ tone: 'problem', text });
}
