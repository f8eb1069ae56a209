import { IconFilter, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Filter, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, Panel, SkeletonLines } from '#web/kernel/ui';
import { loadConditionEditor } from '../record/load.ts';
import { fromFilter, toFilter, type Condition } from './filter-tree.ts';
import { conditionWords } from './filter-words.ts';

const ConditionEditor = lazy(loadConditionEditor);

type FilterBarProps = {
  object: ObjectType;
  filter: Filter | null;
  onChange: (filter: Filter | null) => void;
  adding: boolean;
  onAdding: (open: boolean) => void;
};

/** The filter as sentences that can be pressed to change them, joined by a word that can be turned. */
export function FilterBar({ object, filter, onChange, adding, onAdding }: FilterBarProps) {
  const tree = fromFilter(filter);
  if (!tree) return <RichFilter onClear={() => onChange(null)} />;
  const { conditions, join } = tree;
  const set = (next: Condition[]): void => onChange(toFilter({ join, conditions: next }));
  return (
    <div className="k-filters" role="group" aria-label={i18n.t('Filter')}>
      {conditions.map((condition, at) => (
        <span key={`${condition.field}-${String(at)}`} className="k-row">
          {at > 0 ? (
            <button
              type="button"
              className="k-join"
              onClick={() => onChange(toFilter({ join: join === 'all' ? 'any' : 'all', conditions }))}
            >
              {join === 'all' ? i18n.t('and') : i18n.t('or')}
            </button>
          ) : null}
          <FilterChip
            object={object}
            condition={condition}
            onChange={(next) => set(conditions.map((one, index) => (index === at ? next : one)))}
            onRemove={() => set(conditions.filter((_, index) => index !== at))}
          />
        </span>
      ))}
      <Panel
        label={i18n.t('Add a filter')}
        open={adding}
        onChange={onAdding}
        trigger={
          <Button
            small
            look="quiet"
            keys="f"
            icon={<IconFilter size={14} stroke={1.75} />}
            aria-expanded={adding}
            onClick={() => onAdding(!adding)}
          >
            {i18n.t('Filter')}
          </Button>
        }
      >
        <Suspense fallback={<SkeletonLines />}>
          <ConditionEditor
            object={object}
            condition={null}
            onDone={(condition) => {
              onAdding(false);
              if (condition) set([...conditions, condition]);
            }}
          />
        </Suspense>
      </Panel>
    </div>
  );
}

function FilterChip(props: {
  object: ObjectType;
  condition: Condition;
  onChange: (next: Condition) => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState(false);
  const words = conditionWords(props.object, props.condition);
  return (
    <span className="k-filter">
      <Panel
        label={words}
        open={open}
        onChange={setOpen}
        trigger={
          <button type="button" className="k-filter-words" aria-expanded={open} onClick={() => setOpen(!open)}>
            {words}
          </button>
        }
      >
        <Suspense fallback={<SkeletonLines />}>
          <ConditionEditor
            object={props.object}
            condition={props.condition}
            onDone={(next) => {
              setOpen(false);
              if (next) props.onChange(next);
            }}
          />
        </Suspense>
      </Panel>
      <IconButton
        small
        label={i18n.t('Remove the filter {words}', { words })}
        icon={<IconX size={14} stroke={1.75} />}
        onClick={props.onRemove}
      />
    </span>
  );
}

function RichFilter(props: { onClear: () => void }) {
  return (
    <div className="k-filters">
      <span className="k-filter">
        <span className="k-filter-words">{i18n.t('A filter with groups, made elsewhere')}</span>
        <IconButton
          small
          label={i18n.t('Clear the filter')}
          icon={<IconX size={14} stroke={1.75} />}
          onClick={props.onClear}
        />
      </span>
    </div>
  );
}
