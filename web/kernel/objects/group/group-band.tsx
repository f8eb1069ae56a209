import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Field, TotalFn } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { ColourChip, type GridBand, type GridColumn } from '#web/kernel/ui';
import { totalOf } from '../list/grid-foot.tsx';
import type { GroupBy } from './group-by.ts';
import { groupName } from './group-names.ts';
import type { Band } from './use-grouped.ts';
import './group.css';

type Totals = { fields: Field[]; fns: Record<string, TotalFn> };

/** What the grid shows of a band: the group's name, count and totals under their columns; it opens and closes. */
export function gridBand(by: GroupBy, band: Band, { fields, fns }: Totals): GridBand {
  if (band.kind === 'more') return { render: (_, at) => (at === 0 ? <More {...band} /> : null) };
  const name = groupName(by, band.group);
  return {
    onToggle: band.toggle,
    render: (column, at) =>
      at === 0 ? (
        <GroupName by={by} name={name} band={band} />
      ) : (
        <GroupTotal {...{ fields, fns, column }} values={band.group.values} />
      ),
  };
}

type HeadProps = { by: GroupBy; name: string; band: Extract<Band, { kind: 'head' }> };

function GroupName({ by, name, band }: HeadProps) {
  const Chevron = band.open ? IconChevronDown : IconChevronRight;
  const option = by.field.options?.find((one) => one.value === band.group.key);
  return (
    <button type="button" className="k-group-name" tabIndex={-1} aria-expanded={band.open} onClick={band.toggle}>
      <Chevron size={16} stroke={1.75} aria-hidden="true" />
      <span className="k-cut">{option ? <ColourChip colour={option.colour}>{name}</ColourChip> : name}</span>
      <span className="k-count">{format.number(Number(band.group.values['count'] ?? 0))}</span>
    </button>
  );
}

type TotalProps = Totals & { column: GridColumn; values: Record<string, unknown> };

function GroupTotal({ fields, fns, column, values }: TotalProps) {
  const fn = fns[column.key];
  if (!fn || fn === 'none') return null;
  const field = fields.find((one) => one.key === column.key);
  return <span className="k-cut k-num">{totalOf(field, { fn, values })}</span>;
}

/** Stands where the next rows of a group will be, and asks for them as soon as it comes near the screen. */
function More({ load }: Extract<Band, { kind: 'more' }>) {
  // The grid draws only lines near the screen, so to be drawn is to be wanted.
  useEffect(load, [load]);
  return <span className="k-muted">{i18n.t('More rows are coming')}</span>;
}
