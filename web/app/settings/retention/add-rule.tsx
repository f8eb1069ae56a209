import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addRetentionRule, previewRetention, type Filter, type RetentionRule } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { FilterBar, objectLabel, useObjects, wireFilter } from '#web/kernel/objects';
import { FormDialog, ProblemNote, SelectField, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { actionWords } from './retention-words.ts';

type Action = RetentionRule['action'];

/** A new rule, with what it would remove if it ran now. */
export function AddRule({ onClose }: { onClose: () => void }) {
  const objects = useObjects().filter((one) => one.can.delete && one.kind !== 'system');
  const [name, setName] = useState('');
  const [api, setApi] = useState('people');
  const [filter, setFilter] = useState<Filter | null>(null);
  const [action, setAction] = useState<Action>('trash');
  const [adding, setAdding] = useState(false);
  const { problem, busy, run } = useTask();
  const object = objects.find((one) => one.api === api);
  const actions: Action[] = api === 'people' ? ['trash', 'anonymise', 'erase'] : ['trash'];
  const rule = { object: api, filter: wireFilter(filter), action };
  const save = async (): Promise<void> => {
    const made = await run(() => addRetentionRule({ name, ...rule }), i18n.t('The rule runs from tonight on.'));
    if (made) onClose();
  };
  return (
    <FormDialog
      wide
      title={i18n.t('New rule')}
      {...{ onClose, problem, busy }}
      disabled={!filter || !name}
      danger={action !== 'trash'}
      submit={i18n.t('Save the rule')}
      onSubmit={save}
    >
      <TextField label={i18n.t('Name')} autoFocus required value={name} onChange={setName} />
      <SelectField
        label={i18n.t('Records')}
        choices={objects.map((one) => ({ value: one.api, label: objectLabel(one, true) }))}
        value={api}
        onChange={(next) => {
          setApi(next ?? 'people');
          setFilter(null);
          setAction('trash');
        }}
      />
      <div className="k-stack" role="group" aria-label={i18n.t('Which of them')}>
        <span className="k-label">{i18n.t('Which of them')}</span>
        {object ? <FilterBar {...{ object, filter, adding }} onAdding={setAdding} onChange={setFilter} /> : null}
        <p className="k-muted">{i18n.t('Such as: last contact, before, 5 years ago.')}</p>
      </div>
      <SelectField
        label={i18n.t('Every night they are')}
        choices={actions.map((one) => ({ value: one, label: actionWords(one) }))}
        value={action}
        onChange={(next) => setAction((next as Action | null) ?? 'trash')}
      />
      {filter ? <Preview rule={rule} /> : null}
    </FormDialog>
  );
}

function Preview({ rule }: { rule: Parameters<typeof previewRetention>[0] }) {
  const { data, error } = useQuery({
    queryKey: ['retention', rule],
    queryFn: () => previewRetention(rule),
    gcTime: 0,
    retry: false,
  });
  if (error) return <ProblemNote problem={error} />;
  if (!data) return null;
  const names = data.examples.flatMap((one) => one.name ?? []);
  return (
    <p role="status">
      {data.exact
        ? i18n.t('Now it would be {count, plural, one {# record} other {# records}}.', { count: data.count })
        : i18n.t('Now it would be about {count, number} records.', { count: data.count })}{' '}
      {names.length > 0 ? <span className="k-muted">{format.list(names)}</span> : null}
    </p>
  );
}
