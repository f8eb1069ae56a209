import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, moveItem, SelectField } from '#web/kernel/ui';
import { fieldLabel } from '../model/model.ts';
import { MOST_TERMS, orderReasons, sortTerms, sortText, type SortTerm } from './sort-terms.ts';

type SortProps = {
  object: ObjectType;
  sort: string | null;
  /** From where the order comes. */
  from: 'here' | 'view' | null;
  onChange: (sort: string | null) => void;
};

/** By what the list is sorted, first to last, and why the rows stand as they do. */
export default function SortPanel({ object, sort, from, onChange }: SortProps) {
  const terms = sortTerms(sort);
  const set = (next: SortTerm[]): void => onChange(sortText(next) ?? null);
  const fields = object.fields.filter((field) => field.sortable);
  const free = fields.filter((field) => !terms.some((term) => term.key === field.key));
  return (
    <div className="k-stack">
      <ol className="k-stack" aria-label={i18n.t('Sorted by')}>
        {terms.map((term, at) => (
          <li key={term.key} className="k-row k-sort-term">
            <SelectField
              hideLabel
              label={i18n.t('Sort {place}', { place: at + 1 })}
              choices={fields
                .filter((field) => field.key === term.key || free.includes(field))
                .map((field) => ({ value: field.key, label: fieldLabel(field) }))}
              value={term.key}
              onChange={(key) => key && set(terms.map((one, index) => (index === at ? { ...one, key } : one)))}
            />
            <Button
              small
              onClick={() => set(terms.map((one, index) => (index === at ? { ...one, down: !one.down } : one)))}
            >
              {term.down ? i18n.t('down') : i18n.t('up')}
            </Button>
            {at > 0 ? (
              <IconButton
                small
                label={i18n.t('Sort by this sooner')}
                icon={<IconArrowUp size={14} stroke={1.75} />}
                onClick={() => set(moveItem(terms, at, at - 1))}
              />
            ) : null}
            <IconButton
              small
              label={i18n.t('Do not sort by this')}
              icon={<IconX size={14} stroke={1.75} />}
              onClick={() => set(terms.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      {terms.length < MOST_TERMS && free[0] ? (
        <Button
          small
          className="k-self-start"
          icon={<IconPlus size={14} stroke={1.75} />}
          onClick={() => set([...terms, { key: free[0]?.key ?? '', down: false }])}
        >
          {terms.length === 0 ? i18n.t('Sort by a field') : i18n.t('Then by another field')}
        </Button>
      ) : null}
      <div className="k-order-why">
        <p className="k-label">{i18n.t('Why this order?')}</p>
        {orderReasons(object, sort, from).map((reason) => (
          <p key={reason} className="k-muted">
            {reason}
          </p>
        ))}
      </div>
    </div>
  );
}
