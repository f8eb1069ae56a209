import { IconFilter, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Field, Filter, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, Panel, SkeletonLines } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { useObjects } from '../model/use-model.ts';
import { loadConditionEditor } from '../record/load.ts';
import { fromFilter, operatorsFor, toFilter, type FilterPart, type FilterTree } from './filter-tree.ts';
import { partWords } from './filter-words.ts';
import { noteUse, quickFields } from './used-fields.ts';

const PartEditor = lazy(loadConditionEditor);

type FilterBarProps = {
  object: ObjectType;
  filter: Filter | null;
  onChange: (filter: Filter | null) => void;
  adding: boolean;
  onAdding: (open: boolean) => void;
  /** Offers the fields that are used most, each a press away. */
  quick?: boolean;
};

/** The filter as sentences that can be pressed to change them, joined by a word that can be turned. */
export function FilterBar({ object, filter, onChange, adding, onAdding, quick }: FilterBarProps) {
  const tree = fromFilter(filter);
  if (!tree) return <RichFilter onClear={() => onChange(null)} />;
  const { conditions, join } = tree;
  const set = (next: FilterPart[]): void => onChange(toFilter({ join, conditions: next }));
  const add = (part: FilterPart): void => {
    noteUse(object.api, part);
    set([...conditions, part]);
  };
  return (
    <div className="k-filters" role="group" aria-label={i18n.t('Filter')}>
      <FilterChips object={object} tree={tree} onChange={onChange} />
      <AddFilter object={object} adding={adding} onAdding={onAdding} onAdd={add} />
      {quick
        ? quickFields(object, conditions).map((field) => (
            <QuickFilter key={field.key} object={object} field={field} onAdd={add} />
          ))
        : null}
    </div>
  );
}

type ChipsProps = { object: ObjectType; tree: FilterTree; onChange: (filter: Filter | null) => void };

function FilterChips({ object, tree: { join, conditions }, onChange }: ChipsProps) {
  const set = (next: FilterPart[]): void => onChange(toFilter({ join, conditions: next }));
  return conditions.map((part, at) => (
    <span key={at} className="k-row">
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
        part={part}
        onChange={(next) => set(conditions.map((one, index) => (index === at ? next : one)))}
        onRemove={() => set(conditions.filter((_, index) => index !== at))}
      />
    </span>
  ));
}

type AddProps = {
  object: ObjectType;
  adding: boolean;
  onAdding: (open: boolean) => void;
  onAdd: (part: FilterPart) => void;
};

function AddFilter({ object, adding, onAdding, onAdd }: AddProps) {
  return (
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
        <PartEditor
          object={object}
          part={null}
          onDone={(part) => {
            onAdding(false);
            if (part) onAdd(part);
          }}
        />
      </Suspense>
    </Panel>
  );
}

function QuickFilter({
  object,
  field,
  onAdd,
}: {
  object: ObjectType;
  field: Field;
  onAdd: (part: FilterPart) => void;
}) {
  const [open, setOpen] = useState(false);
  const name = fieldLabel(field);
  return (
    <Panel
      label={name}
      open={open}
      onChange={setOpen}
      trigger={
        <button type="button" className="k-quick-filter" aria-expanded={open} onClick={() => setOpen(!open)}>
          {name}
        </button>
      }
    >
      <Suspense fallback={<SkeletonLines />}>
        <PartEditor
          object={object}
          part={{ field: field.key, op: operatorsFor(field)[0] ?? 'is', value: null }}
          onDone={(part) => {
            setOpen(false);
            if (part) onAdd(part);
          }}
        />
      </Suspense>
    </Panel>
  );
}

type ChipProps = {
  object: ObjectType;
  part: FilterPart;
  onChange: (next: FilterPart) => void;
  onRemove: () => void;
};

function FilterChip(props: ChipProps) {
  const [open, setOpen] = useState(false);
  const words = partWords(props.object, props.part, useObjects());
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
          <PartEditor
            object={props.object}
            part={props.part}
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
        <span className="k-filter-words">{i18n.t('A filter that counts, made elsewhere')}</span>
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
