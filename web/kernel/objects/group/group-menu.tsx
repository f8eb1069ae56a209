import { IconColumns, IconLayoutList } from '@tabler/icons-react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, Menu } from '#web/kernel/ui';
import { groupFields, type ListShape } from '../list/list-state.ts';
import { fieldLabel } from '../model/model.ts';
import { readGroupBy, UNGROUPED } from './group-by.ts';
import { groupByLabel, tableGroups } from './group-names.ts';

type MenuProps = { object: ObjectType; shape: ListShape; onChange: (change: Record<string, unknown>) => void };

/** By what a table or a board is grouped, where there is a choice. */
export default function GroupMenu(props: MenuProps) {
  if (props.shape.kind === 'table') return <TableGroups {...props} />;
  return props.shape.kind === 'board' ? <BoardColumns {...props} /> : null;
}

function TableGroups({ object, shape, onChange }: MenuProps) {
  const known = tableGroups(object);
  if (known.length === 0) return null;
  const by = readGroupBy(object, shape.group);
  const icon = <IconLayoutList size={16} stroke={1.75} />;
  return (
    <Menu
      end
      trigger={
        by ? (
          <Button small look="quiet" icon={icon}>
            {i18n.t('Grouped by: {what}', { what: groupByLabel(by) })}
          </Button>
        ) : (
          <IconButton small label={i18n.t('Group by')} icon={icon} />
        )
      }
      entries={[
        ...(by
          ? [
              { label: i18n.t('Close all groups'), run: () => onChange({ open: [] }) },
              { label: i18n.t('No groups'), run: () => onChange({ group: UNGROUPED, open: null }) },
              'line' as const,
            ]
          : []),
        ...known.map((one) => ({
          label: groupByLabel(one),
          checked: one.term === by?.term,
          run: () => onChange({ group: one.term, open: null }),
        })),
      ]}
    />
  );
}

function BoardColumns({ object, shape, onChange }: MenuProps) {
  const fields = groupFields(object);
  if (fields.length < 2) return null;
  return (
    <Menu
      end
      trigger={
        <IconButton small label={i18n.t('Columns of the board')} icon={<IconColumns size={16} stroke={1.75} />} />
      }
      entries={fields.map((field) => ({
        label: fieldLabel(field),
        checked: field.key === shape.group,
        run: () => onChange({ group: field.key }),
      }))}
    />
  );
}
