import { useEffect, useRef, useState } from 'react';
import type { Field, MemberRef, ObjectType } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { Button, DateField, ManySelectField, SelectField, TextField } from '#web/kernel/ui';
import { RelationEditor } from '../fields/edit-relation.tsx';
import { findPath } from '../model/model.ts';
import { useMembers, useObjects } from '../model/use-model.ts';
import { FieldChoice } from './field-choice.tsx';
import { isComplete, operatorsFor, type Condition, type FilterGroup, type Op } from './filter-tree.ts';
import { opWords, spans } from './filter-words.ts';

type EditorProps = {
  object: ObjectType;
  condition: Condition | null;
  onDone: (condition: Condition | null) => void;
  /** It stands in a group, which is asked when all of it is said. */
  within?: boolean;
  /** Begins a group instead of a sentence. */
  onGroup?: (group: FilterGroup) => void;
};

/** Choose a field, then what is asked of it; Enter on the value asks it. */
export function ConditionEditor({ object, condition, onDone, onGroup, within }: EditorProps) {
  const objects = useObjects();
  const [draft, setDraft] = useState<Condition | null>(condition);
  const found = draft ? findPath(objects, object, draft.field) : null;
  if (!draft || !found) {
    return (
      <FieldChoice
        object={object}
        onField={(path, field) => setDraft({ field: path, op: operatorsFor(field)[0] ?? 'is', value: null })}
        {...(onGroup ? { onGroup } : {})}
      />
    );
  }
  return <SentenceEditor {...found} {...{ draft, setDraft, onDone, within }} />;
}

type SentenceProps = Pick<EditorProps, 'onDone'> & {
  field: Field;
  names: string[];
  draft: Condition;
  setDraft: (draft: Condition) => void;
  within: boolean | undefined;
};

function SentenceEditor({ field, names, draft, setDraft, onDone, within }: SentenceProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that chose the field is gone; without this the keys would go nowhere.
    if (document.activeElement === document.body) box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, []);
  const done = (): void => (isComplete(draft) ? onDone(draft) : undefined);
  return (
    // No form of its own: inside a group it would stand in the group's.
    <div
      ref={box}
      className="k-stack"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
        if (event.target.getAttribute('aria-expanded') === 'true') return;
        event.preventDefault();
        event.stopPropagation();
        done();
      }}
    >
      <SelectField
        label={names.join(' › ')}
        choices={operatorsFor(field).map((op) => ({ value: op, label: opWords(op) }))}
        value={draft.op}
        onChange={(op) =>
          setDraft({ ...draft, op: (op ?? 'is') as Op, value: op === 'in' || draft.op === 'in' ? null : draft.value })
        }
      />
      <ConditionValue key={draft.op} field={field} draft={draft} onChange={(value) => setDraft({ ...draft, value })} />
      <div className="k-row k-end">
        <Button small onClick={() => onDone(null)}>
          {i18n.t('Cancel')}
        </Button>
        <Button small {...(within ? {} : { look: 'primary' as const })} disabled={!isComplete(draft)} onClick={done}>
          {within ? i18n.t('Into the group') : i18n.t('Apply')}
        </Button>
      </div>
    </div>
  );
}

type ValueProps = { field: Field; draft: Condition; onChange: (value: unknown) => void };

function ConditionValue({ field, draft, onChange }: ValueProps) {
  const { op, value } = draft;
  if (['empty', 'not_empty', 'me', 'my_team'].includes(op)) return null;
  const label = i18n.t('Value');
  if (op === 'older' || op === 'recent') {
    return (
      <TextField
        autoFocus
        label={i18n.t('Days')}
        inputMode="numeric"
        value={value ? String(value) : ''}
        onChange={(text) => onChange(Number.parseInt(text, 10) || null)}
      />
    );
  }
  if (op === 'within')
    return <SelectField label={label} choices={spans()} value={(value as string | null) ?? null} onChange={onChange} />;
  if (op === 'before' || op === 'after')
    return <DateField autoFocus label={label} value={(value as string | null) ?? null} onChange={onChange} />;
  if (field.options) {
    const choices = field.options.map((option) => ({ value: option.value, label: inLanguage(option.label) }));
    if (op === 'in')
      return (
        <ManySelectField label={label} choices={choices} value={(value as string[] | null) ?? []} onChange={onChange} />
      );
    return <SelectField label={label} choices={choices} value={(value as string | null) ?? null} onChange={onChange} />;
  }
  if (field.type === 'checkbox') {
    const choices = [
      { value: 'true', label: i18n.t('Yes') },
      { value: 'false', label: i18n.t('No') },
    ];
    return (
      <SelectField
        label={label}
        choices={choices}
        value={value === null ? null : String(value)}
        onChange={(text) => onChange(text === 'true')}
      />
    );
  }
  if (field.type === 'member')
    return <MemberValue label={label} many={op === 'in'} value={value} onChange={onChange} />;
  if (field.type === 'relation')
    return (
      <RelationEditor field={{ ...field, many: op === 'in', required: false }} value={value} onChange={onChange} />
    );
  const numeric = ['number', 'money', 'percent', 'duration', 'rating', 'autonumber'].includes(field.type);
  return (
    <TextField
      autoFocus
      label={label}
      inputMode={numeric ? 'decimal' : 'text'}
      value={Array.isArray(value) ? value.join(', ') : String(value ?? '')}
      onChange={(text) =>
        onChange(
          op === 'in'
            ? text.split(',').map((one) => one.trim())
            : numeric && text !== ''
              ? Number(text.replace(',', '.'))
              : text,
        )
      }
    />
  );
}

function MemberValue(props: { label: string; many: boolean; value: unknown; onChange: (value: unknown) => void }) {
  const members = useMembers();
  const choices = members.map((member) => ({ value: member.id, label: member.name }));
  const named = (id: string): MemberRef | null => members.find((member) => member.id === id) ?? null;
  if (props.many) {
    const given = (props.value as MemberRef[] | null) ?? [];
    return (
      <ManySelectField
        label={props.label}
        choices={choices}
        value={given.map((one) => one.id)}
        onChange={(ids) => props.onChange(ids.map(named))}
      />
    );
  }
  return (
    <SelectField
      label={props.label}
      choices={choices}
      value={(props.value as MemberRef | null)?.id ?? null}
      onChange={(id) => props.onChange(id ? named(id) : null)}
    />
  );
}
