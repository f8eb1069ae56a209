import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { verbs, type Reach, type Rights, type Verb } from '#shared/rights';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel } from '#web/kernel/objects';
import { Chip } from '#web/kernel/ui';
import { ObjectRightsPart } from './object-rights.tsx';
import { QuickChoice } from './quick-choice.tsx';
import { everyOther, hasOwn, rowOf, setColumn, setReach, setRow } from './rights-draft.ts';
import { reachChoices, verbWords } from './rights-words.ts';

export type RightsProps = { rights: Rights; onChange: (rights: Rights) => void };

type TableProps = RightsProps & { objects: ObjectType[]; first: string | null };

/** How far each right reaches for each object; a whole row or column can be chosen at once. The object `first` leads
 * the table, its line open. */
export function ReachTable({ objects: all, first, rights, onChange }: TableProps) {
  const [open, setOpen] = useState(first);
  const objects = all.toSorted((a, b) => Number(b.key === first) - Number(a.key === first));
  return (
    <div className="k-reach-scroll" tabIndex={0} role="region" aria-label={i18n.t('Rights to records')}>
      <table className="k-reach-table">
        <thead>
          <tr>
            <th scope="col">{i18n.t('Records')}</th>
            {verbs.map((verb) => (
              <th key={verb} scope="col">
                {verbWords(verb)}
              </th>
            ))}
            <th scope="col">{i18n.t('Whole row')}</th>
          </tr>
        </thead>
        <tbody>
          <WholeColumns rights={rights} onChange={onChange} />
          <ReachRow label={i18n.t('Unless said below')} object={null} rights={rights} onChange={onChange} />
          {objects.map((object) => {
            const opened = open === object.key;
            return (
              <Fragment key={object.key}>
                <ReachRow
                  label={objectLabel(object, true)}
                  object={object}
                  rights={rights}
                  onChange={onChange}
                  opened={opened}
                  onOpen={() => setOpen(opened ? null : object.key)}
                />
                {opened ? (
                  <tr className="k-reach-more">
                    <td colSpan={verbs.length + 2}>
                      <ObjectRightsPart object={object} rights={rights} onChange={onChange} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function WholeColumns({ rights, onChange }: RightsProps) {
  return (
    <tr className="k-reach-columns">
      <th scope="row">{i18n.t('Whole column')}</th>
      {verbs.map((verb) => (
        <td key={verb}>
          <QuickChoice
            label={i18n.t('{verb}: for all objects', { verb: verbWords(verb) })}
            value={null}
            choices={reachChoices(verb)}
            onChange={(reach) => onChange(setColumn(rights, verb, reach as Reach))}
          />
        </td>
      ))}
      <td />
    </tr>
  );
}

type RowProps = RightsProps & { label: string; object: ObjectType | null; opened?: boolean; onOpen?: () => void };

function ReachRow({ label, object, rights, onChange, opened, onOpen }: RowProps) {
  const key = object?.key ?? everyOther;
  const row = rowOf(rights, key);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  const limited = Object.keys(row.fields ?? {}).length;
  return (
    <tr data-inherits={(object !== null && !hasOwn(rights, key)) || undefined}>
      <th scope="row">
        {onOpen ? (
          <button type="button" className="k-reach-open" aria-expanded={opened} onClick={onOpen}>
            <Chevron size={14} stroke={1.75} aria-hidden="true" />
            {label}
          </button>
        ) : (
          <span className="k-reach-open">{label}</span>
        )}
        {row.where === undefined ? null : <Chip tone="blue">{i18n.t('rule')}</Chip>}
        {limited > 0 ? (
          <Chip tone="amber">{i18n.t('{count, plural, one {# field} other {# fields}}', { count: limited })}</Chip>
        ) : null}
      </th>
      {verbs.map((verb: Verb) => (
        <td key={verb}>
          <QuickChoice
            label={`${label}: ${verbWords(verb)}`}
            value={verb === 'create' && row.create !== 'none' ? 'all' : row[verb]}
            choices={reachChoices(verb)}
            onChange={(reach) => onChange(setReach(rights, key, verb, reach as Reach))}
          />
        </td>
      ))}
      <td>
        <QuickChoice
          label={i18n.t('{name}: whole row', { name: label })}
          value={null}
          choices={reachChoices('read')}
          onChange={(reach) => onChange(setRow(rights, key, reach as Reach))}
        />
      </td>
    </tr>
  );
}
