import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeRetentionRule,
  keys,
  listRetentionRules,
  removeRetentionRule,
  type Filter,
  type RetentionRule,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { filterWords, fromFilter, objectLabel, useObjects } from '#web/kernel/objects';
import { Button, EmptyState, ProblemNote, SkeletonLines, SwitchField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { AddRule } from './add-rule.tsx';
import { actionWords } from './retention-words.ts';

/** For how long records are kept: rules that run every night. */
export default function Retention() {
  const rules = useQuery({ queryKey: keys.settings('retention'), queryFn: listRetentionRules });
  const [adding, setAdding] = useState(false);
  const add = (
    <Button look="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
      {i18n.t('New rule')}
    </Button>
  );
  if (rules.isPending) return <SkeletonLines />;
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={rules.error} />
      {rules.data?.length === 0 ? (
        <EmptyState
          picture="done"
          title={i18n.t('Everything is kept')}
          text={i18n.t(
            'A rule removes what is no longer needed: “people without contact for five years are made anonymous”. ' +
              'It runs every night; what it would remove is shown before it is saved.',
          )}
          action={add}
        />
      ) : (
        <>
          <ul className="k-lines-list">
            {rules.data?.map((rule) => (
              <RuleLine key={rule.id} rule={rule} />
            ))}
          </ul>
          <div className="k-row">{add}</div>
        </>
      )}
      {adding ? <AddRule onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

function RuleLine({ rule }: { rule: RetentionRule }) {
  const { problem, run } = useTask();
  const objects = useObjects();
  const object = objects.find((one) => one.api === rule.object);
  const tree = fromFilter(rule.filter as Filter);
  const which = object && tree ? filterWords(object, tree, objects) : '';
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{rule.name}</strong>
        </p>
        <p className="k-muted">
          {[object ? objectLabel(object, true) : rule.object, which, actionWords(rule.action)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p className="k-muted">
          {rule.last_run_at
            ? i18n.t('Last night: {count, plural, one {# record} other {# records}}, {when}', {
                count: rule.last_count ?? 0,
                when: format.dayAndTime(rule.last_run_at),
              })
            : i18n.t('Not run yet.')}
        </p>
        <ProblemNote problem={problem} />
      </div>
      <SwitchField
        label={i18n.t('Runs')}
        checked={rule.enabled}
        onChange={(enabled) => void run(() => changeRetentionRule(rule.id, { enabled }))}
      />
      <Button small onClick={() => void run(() => removeRetentionRule(rule.id), i18n.t('The rule is gone.'))}>
        {i18n.t('Remove')}
      </Button>
    </li>
  );
}
