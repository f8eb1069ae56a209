import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  joinOptions,
  keys,
  listRecords,
  splitOptions,
  type Field,
  type Filter,
  type ObjectType,
  type Option,
} from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { fieldLabel, FilterBar, undoChanges, wireFilter } from '#web/kernel/objects';
import { Button, Dialog, ManySelectField, ProblemNote, SelectField, Tabs, TextField, toast } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

type Way = 'join' | 'split';
type Draft = { way: Way; from: string[]; to: string | null; made: string; where: Filter | null };

const blank: Draft = { way: 'join', from: [], to: null, made: '', where: null };
// No choice is called so: it stands for one that is typed.
const typed = '\u0000new';

/** Joins choices into one, or gives some records of a choice another; told first is how many records follow. */
export function MoveOptions({ object, field, onClose }: { object: ObjectType; field: Field; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [draft, setDraft] = useState(blank);
  const to = draft.to === typed ? draft.made.trim() : (draft.to ?? '');
  const where = wireFilter(draft.where);
  const ready = draft.from.length > 0 && to !== '' && (draft.way === 'join' || where !== null);
  const save = async (): Promise<void> => {
    const params = { object: object.api, field: field.key };
    const body = { from: draft.from, to };
    const moved = await run(() => (where ? splitOptions(params, { ...body, where }) : joinOptions(params, body)));
    if (!moved) return;
    tellMoved(moved.data, moved.changeSet);
    onClose();
  };
  return (
    <Dialog title={i18n.t('Join or split choices of “{name}”', { name: fieldLabel(field) })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Tabs
          label={i18n.t('What to do')}
          value={draft.way}
          onChange={(way) => setDraft({ ...blank, way: way as Way })}
          tabs={[
            { value: 'join', label: i18n.t('Join') },
            { value: 'split', label: i18n.t('Split') },
          ]}
        />
        <Moving object={object} field={field} draft={draft} onChange={(more) => setDraft({ ...draft, ...more })} />
        {draft.from.length > 0 ? <Following object={object} field={field} from={draft.from} where={where} /> : null}
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!ready}>
            {draft.way === 'join' ? i18n.t('Join them') : i18n.t('Split it')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type MovingProps = { object: ObjectType; field: Field; draft: Draft; onChange: (more: Partial<Draft>) => void };

/** Which choices, which records of them, and what they become. */
function Moving({ object, field, draft, onChange }: MovingProps) {
  const [adding, setAdding] = useState(false);
  const options = (field.options ?? []).map(choiceOf);
  const targets = options.filter(({ value }) => !draft.from.includes(value));
  return (
    <>
      {draft.way === 'join' ? (
        <ManySelectField
          label={i18n.t('These choices')}
          choices={options}
          value={draft.from}
          onChange={(from) => onChange({ from })}
        />
      ) : (
        <>
          <SelectField
            label={i18n.t('Of the choice')}
            choices={options}
            value={draft.from[0] ?? null}
            onChange={(from) => onChange({ from: from === null ? [] : [from] })}
          />
          <div>
            <span className="k-label">{i18n.t('Those records where')}</span>
            <FilterBar
              object={object}
              filter={draft.where}
              onChange={(where) => onChange({ where })}
              adding={adding}
              onAdding={setAdding}
            />
          </div>
        </>
      )}
      <SelectField
        label={i18n.t('Become')}
        choices={[...targets, { value: typed, label: i18n.t('A new choice …') }]}
        value={draft.to}
        onChange={(to) => onChange({ to })}
      />
      {draft.to === typed ? (
        <TextField autoFocus label={i18n.t('New choice')} value={draft.made} onChange={(made) => onChange({ made })} />
      ) : null}
    </>
  );
}

const choiceOf = ({ value, label }: Option): { value: string; label: string } => ({ value, label: inLanguage(label) });

type FollowingProps = { object: ObjectType; field: Field; from: string[]; where: Filter | null };

/** How many records would follow. */
function Following({ object, field, from, where }: FollowingProps) {
  const has = { field: field.key, in: from };
  const query = { filter: where ? { all: [has, where] } : has, limit: 1, total: true };
  const { data } = useQuery({ queryKey: keys.list(object.api, query), queryFn: () => listRecords(object.api, query) });
  if (!data?.total) return null;
  return (
    <p role="status" className="k-muted">
      {i18n.t('{count, plural, one {# record follows} other {# records follow}}.', { count: data.total.count })}
    </p>
  );
}

/** Says what was done; Undo gives the records theirs back, and then the field its choices. */
function tellMoved(
  { moved, job_id, change_set_id: records }: { moved: number; job_id: string | null; change_set_id: string | null },
  ofField: string | null,
): void {
  const text = job_id
    ? i18n.t('Done; the records follow in the background.')
    : i18n.t('{moved, plural, one {Done; # record followed.} other {Done; # records followed.}}', { moved });
  const sets = [records, ofField].filter((set) => set !== null);
  toast({
    text,
    undo: async () => {
      for (const set of sets) await undoChanges(set);
    },
  });
}
