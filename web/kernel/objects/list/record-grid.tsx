import { useNavigate, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Avatar, DataGrid, usePhone, type GridColumn } from '#web/kernel/ui';
import { FieldValue } from '../fields/show.tsx';
import { valueText } from '../fields/values.ts';
import { fieldLabel, findField, isEditable, latinName, objectLabel, pictureOf, recordName } from '../model/model.ts';
import { usePaths } from '../model/use-model.ts';
import { loadCellEditor } from '../record/load.ts';
import { nextSort, sortOf } from './list-state.ts';
import { startWidth, useWidths } from './widths.ts';

const CellEditor = lazy(loadCellEditor);

type RecordGridProps = {
  object: ObjectType;
  columns: string[];
  rows: RecordRow[];
  sort: string | null;
  onSort: (sort: string | undefined) => void;
  selected: Set<string>;
  onSelect: (selected: Set<string>) => void;
  onPreview: (row: RecordRow) => void;
  onCursor: (row: RecordRow | null) => void;
  onEnd: () => void;
};

const END = new Set(['number', 'money', 'percent', 'autonumber', 'duration']);

/** The rows of an object in a grid; on phones one column with its two most telling facts beneath the name. */
export function RecordGrid(props: RecordGridProps) {
  const { object } = props;
  const navigate = useNavigate();
  const paths = usePaths();
  const phone = usePhone();
  const [widths, setWidth] = useWidths(object.api);
  const [compact] = useState(() => localStorage.getItem('kith-density') === 'compact');
  const fields = props.columns.map((key) => findField(object, key)).filter((field) => field !== null);
  const columns: GridColumn[] = (phone ? fields.slice(0, 1) : fields).map((field) => ({
    key: field.key,
    label: fieldLabel(field),
    width: phone ? 100 : (widths[field.key] ?? startWidth(field, field.key === object.title)),
    end: END.has(field.type),
    sortable: field.sortable,
    editable: isEditable(field) && object.can.update && !phone,
  }));
  return (
    <DataGrid
      {...props}
      label={objectLabel(object, true)}
      columns={columns}
      rowHeight={phone ? 60 : compact ? 30 : 36}
      headless={phone}
      rowKey={(row) => row.id}
      rowName={(row) => recordName(object, row)}
      sort={sortOf(props.sort)}
      onSort={(key) => props.onSort(nextSort(props.sort, key))}
      onResize={setWidth}
      onOpen={(row) => void navigate({ to: paths.record(object.api, row.id) })}
      renderEditor={(row, column, done) => (
        <Suspense>
          <CellEditor object={object} row={row} field={findField(object, column.key) as Field} onDone={done} />
        </Suspense>
      )}
      renderCell={(row, column) =>
        column.key === object.title ? (
          <TitleCell object={object} row={row} facts={phone ? fields.slice(1) : []} />
        ) : (
          <FieldValue dense field={findField(object, column.key) as Field} value={row[column.key]} />
        )
      }
    />
  );
}

/** A phone's row has room for two facts beneath the name. */
const PHONE_FACTS = 2;

function TitleCell({ object, row, facts }: { object: ObjectType; row: RecordRow; facts: Field[] }) {
  const paths = usePaths();
  const name = recordName(object, row);
  const latin = latinName(row);
  const beneath = facts
    .map((field) => valueText(field, row[field.key]))
    .filter(Boolean)
    .slice(0, PHONE_FACTS);
  return (
    <span className="k-row k-title-cell">
      <Avatar
        name={name}
        image={pictureOf(object, row)}
        square={object.api !== 'people'}
        size={facts.length > 0 ? 'medium' : 'small'}
      />
      <span className="k-cut">
        <Link to={paths.record(object.api, row.id)} tabIndex={-1} className="k-cell-link">
          {name}
        </Link>
        {latin && facts.length === 0 ? <span className="k-muted k-latin"> {latin}</span> : null}
        {facts.length > 0 ? (
          <span className="k-beneath k-cut">{beneath.join(' · ') || i18n.t('No details yet')}</span>
        ) : null}
      </span>
    </span>
  );
}
