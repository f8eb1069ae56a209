import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { checkFormula as checkOnServer, keys, type Field, type FormulaCheck, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, FieldValue, isEmpty, useObjects } from '#web/kernel/objects';
import { SelectField, TextArea } from '#web/kernel/ui';
import { checkFormula, type FormulaScope } from '#shared/formula/check';
import { formulaTypes, functionNames } from '#shared/formula/functions';
import { FormulaProblem } from '#shared/formula/problem';
import { typeName } from './field-types.ts';
import { tellFormula } from './formula-words.ts';

// Typing pauses this long before the server is asked what the formula gives.
const waitMs = 400;

type EditorProps = {
  object: ObjectType;
  formula: string;
  /** The field it is for, where there is one already: it cannot be made of itself. */
  field?: string;
  onChange: (formula: string) => void;
  /** Examples, where those of a field do not fit. */
  help?: string;
};

/** Writes a formula: fields and functions to put in, what is wrong while one types, and what it gives. */
export function FormulaEditor({ object, formula, field, onChange, help }: EditorProps) {
  const [caret, setCaret] = useState(formula.length);
  const objects = useObjects();
  const wrong = formula.trim() === '' ? null : problemOf(formula, scopeOf(object, objects));
  const [settled] = useDebouncedValue(formula, waitMs);
  const asked = settled.trim() !== '' && settled === formula && wrong === null;
  const { data } = useQuery({
    queryKey: [...keys.objects, object.api, 'formula', settled],
    queryFn: () => checkOnServer(object.api, { formula: settled, ...(field ? { field } : {}) }),
    enabled: asked,
  });
  const told = asked ? data : undefined;
  const insert = (text: string): void => {
    onChange(formula.slice(0, caret) + text + formula.slice(caret));
    setCaret(caret + text.length);
  };
  return (
    <>
      <TextArea
        label={i18n.t('Formula')}
        rows={3}
        spellCheck={false}
        autoCapitalize="off"
        value={formula}
        onChange={onChange}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        error={wrong ?? (told?.errors[0] ? tellFormula(told.errors[0]) : null)}
        help={help ?? i18n.t('Such as: round(amount * 0.1, 2), or if(amount > 1000, "large", "small")')}
      />
      <div className="k-two">
        <SelectField
          label={i18n.t('Put in a field')}
          choices={choicesOf(object, objects).map(({ name, label }) => ({ value: name, label: `${label} · ${name}` }))}
          value={null}
          onChange={(name) => name && insert(name)}
        />
        <SelectField
          label={i18n.t('Put in a function')}
          choices={functionNames.map((name) => ({ value: name, label: name }))}
          value={null}
          onChange={(name) => name && insert(`${name}(`)}
        />
      </div>
      {told?.type ? <Samples check={told} /> : null}
    </>
  );
}

/** What the formula gives for some records. */
function Samples({ check }: { check: FormulaCheck }) {
  const shown = { type: check.type, key: 'value', label: { en: '', el: '' }, options: null } as Field;
  return (
    <div role="status">
      <p className="k-label">{i18n.t('Gives: {type}', { type: typeName(check.type!) })}</p>
      <ul className="k-lines-list">
        {check.samples.map(({ id, name, value }) => (
          <li key={id} className="k-row">
            <span className="k-grow k-muted">{name ?? ''}</span>
            {isEmpty(value) ? (
              <span className="k-muted">{i18n.t('blank')}</span>
            ) : (
              <FieldValue field={shown} value={value} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function problemOf(formula: string, scope: FormulaScope): string | null {
  try {
    checkFormula(formula, scope);
    return null;
  } catch (problem) {
    if (!(problem instanceof FormulaProblem)) throw problem;
    return tellFormula(problem);
  }
}

const isWorked = (field: Field): boolean => field.read_only && field.group !== 'system';

/** The fields that a formula of the object may name. */
function scopeOf(object: ObjectType, objects: ObjectType[]): FormulaScope {
  return {
    field: (name) => {
      const field = object.fields.find((one) => one.key === name);
      return field && { type: field.type, many: field.many, worked: isWorked(field), to: field.to };
    },
    other: (to) => {
      const other = objects.find((one) => one.api === to);
      return other && scopeOf(other, objects);
    },
  };
}

/** Fields that stand in formulas, also one relation further. */
function choicesOf(object: ObjectType, objects: ObjectType[]): { name: string; label: string }[] {
  const usable = (field: Field): boolean => !field.archived && Object.hasOwn(formulaTypes, field.type);
  const own = object.fields.filter(usable).map((field) => ({ name: field.key, label: fieldLabel(field) }));
  const further = object.fields
    .filter((field) => field.type === 'relation' && !field.many && !field.archived)
    .flatMap((through) =>
      (objects.find((one) => one.api === through.to)?.fields ?? [])
        .filter((field) => usable(field) && !isWorked(field))
        .map((field) => ({
          name: `${through.key}.${field.key}`,
          label: `${fieldLabel(through)} → ${fieldLabel(field)}`,
        })),
    );
  return [...own, ...further];
}
