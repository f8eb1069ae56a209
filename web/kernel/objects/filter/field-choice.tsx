import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Field, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { IconButton, SearchField } from '#web/kernel/ui';
import { fieldLabel, findObject, objectLabel } from '../model/model.ts';
import { useObjects } from '../model/use-model.ts';
import { filterFields, type FilterGroup } from './filter-tree.ts';

/** Relations that a path may follow; the server reads eight levels, people lose their way before. */
const MOST_STEPS = 4;

type ChoiceProps = {
  object: ObjectType;
  onField: (path: string, field: Field) => void;
  /** Begins a group, also of related records; without it only fields are offered. */
  onGroup?: (group: FilterGroup) => void;
};

/** Which field a sentence is about: of the object itself, or of what it points at; or a group of sentences. */
export function FieldChoice({ object, onField, onGroup }: ChoiceProps) {
  const objects = useObjects();
  const [text, setText] = useState('');
  const [steps, setSteps] = useState<{ field: Field; object: ObjectType }[]>([]);
  const here = steps.at(-1)?.object ?? object;
  const fits = (label: string): boolean => label.toLocaleLowerCase().includes(text.toLocaleLowerCase());
  const fields = filterFields(here).filter((field) => fits(fieldLabel(field)));
  const pick = (field: Field): void => onField([...steps.map((step) => step.field.key), field.key].join('.'), field);
  const target = (field: Field): ObjectType | null =>
    field.type === 'relation' && !field.many && steps.length < MOST_STEPS ? findObject(objects, field.to ?? '') : null;
  const go = (next: typeof steps): void => {
    setSteps(next);
    setText('');
  };
  return (
    <div className="k-stack">
      {steps.length > 0 ? (
        <p className="k-row k-field-path">
          <IconButton
            small
            label={i18n.t('One step back')}
            icon={<IconChevronLeft size={14} stroke={1.75} />}
            onClick={() => go(steps.slice(0, -1))}
          />
          {steps.map((step) => fieldLabel(step.field)).join(' › ')}
        </p>
      ) : null}
      <SearchField
        key={steps.length}
        label={i18n.t('Which field')}
        value={text}
        onChange={setText}
        autoFocus
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.stopPropagation();
          if (fields[0]) pick(fields[0]);
        }}
      />
      <ul className="k-choices">
        {fields.map((field) => {
          const leadsTo = target(field);
          return (
            <li key={field.key} className="k-row">
              <button type="button" className="k-choice" onClick={() => pick(field)}>
                {fieldLabel(field)}
              </button>
              {leadsTo ? (
                <IconButton
                  small
                  label={i18n.t('Fields of {name}', { name: fieldLabel(field) })}
                  icon={<IconChevronRight size={14} stroke={1.75} />}
                  onClick={() => go([...steps, { field, object: leadsTo }])}
                />
              ) : null}
            </li>
          );
        })}
        {onGroup && steps.length === 0 ? <GroupChoices object={object} fits={fits} onGroup={onGroup} /> : null}
      </ul>
    </div>
  );
}

type GroupProps = { object: ObjectType; fits: (label: string) => boolean; onGroup: (group: FilterGroup) => void };

function GroupChoices({ object, fits, onGroup }: GroupProps) {
  const pointing = pointingAt(object, useObjects()).map(({ other, field, several }) => ({
    key: `${other.api} ${field.key}`,
    label: several
      ? i18n.t('Has {what} ({field}) with …', { what: objectLabel(other, true), field: fieldLabel(field) })
      : i18n.t('Has {what} with …', { what: objectLabel(other, true) }),
    group: { join: 'all', parts: [], of: { kind: 'some_of', api: other.api, by: field.key } } as FilterGroup,
  }));
  const any = {
    key: 'group',
    label: i18n.t('Several sentences in a group'),
    group: { join: 'any', parts: [] } as FilterGroup,
  };
  return [any, ...pointing]
    .filter(({ label }) => fits(label))
    .map(({ key, label, group }) => (
      <li key={key}>
        <button type="button" className="k-choice k-muted" onClick={() => onGroup(group)}>
          {label}
        </button>
      </li>
    ));
}

function pointingAt(object: ObjectType, objects: ObjectType[]) {
  return objects
    .filter((other) => other.kind !== 'system' && other.can.read)
    .flatMap((other) => {
      const fields = other.fields.filter((field) => field.type === 'relation' && field.to === object.api);
      return fields.map((field) => ({ other, field, several: fields.length > 1 }));
    });
}
