import { useState } from 'react';
import { issueFor, retirePipeline, retireStage, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FormDialog, SelectField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import type { Way } from './stages.ts';

type Props = {
  ways: Way[];
  /** The stage that goes; null where the whole pipeline does. */
  stage: RecordRow | null;
  pipeline: RecordRow;
  onClose: () => void;
};

/** Takes a stage or a pipeline out of use, and asks where its deals go. */
export function RetireWindow({ ways, stage, pipeline, onClose }: Props) {
  const { problem, busy, run } = useTask();
  const choices = ways
    .filter(({ row }) => stage !== null || row.id !== pipeline.id)
    .toSorted((a, b) => Number(b.row.id === pipeline.id) - Number(a.row.id === pipeline.id))
    .flatMap((way) =>
      way.stages
        .filter(({ row }) => row.id !== stage?.id)
        .map(({ row }) => ({ value: row.id, label: `${String(way.row['name'])}: ${String(row['name'])}` })),
    );
  const [to, setTo] = useState<string | null>(choices[0]?.value ?? null);
  const name = String((stage ?? pipeline)['name']);
  const remove = async (): Promise<void> => {
    const work = () => (stage ? retireStage(stage.id, to) : retirePipeline(pipeline.id, to));
    if (await run(work, i18n.t('“{name}” is removed.', { name }))) onClose();
  };
  return (
    <FormDialog
      title={i18n.t('Remove “{name}”', { name })}
      onClose={onClose}
      {...{ problem, busy }}
      danger
      submit={i18n.t('Remove')}
      onSubmit={remove}
    >
      <SelectField
        label={i18n.t('Where its deals go')}
        help={i18n.t('All of it is one change, with one Undo.')}
        choices={choices}
        value={to}
        onChange={setTo}
        error={issueFor(problem, 'to')}
      />
    </FormDialog>
  );
}
