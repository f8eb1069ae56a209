import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { batchEach, listMembers, listRecords, queries, search, type Field, type RecordRef } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, CheckField, Dialog, SkeletonLines, toast } from '#web/kernel/ui';
import { nameText, recordName, fieldLabel } from '../model/model.ts';
import { saved } from '../model/save.ts';
import { valueText } from '../fields/values.ts';
import { tellRefused } from '../work/followed.ts';
import type { Reader } from './copy-cell.ts';
import {
  changes,
  operationsOf,
  planPaste,
  rowsToWrite,
  type Pasted,
  type PlannedCell,
  type PlannedRow,
} from './plan-paste.ts';
import type { Known } from './read-cell.ts';
import './paste.css';

/** More rows are counted, but not drawn. */
const SHOWN = 100;

type PasteProps = { pasted: Pasted; reader: Reader; onClose: () => void };

/** What a pasted block would change, before anything is written; then one deed with Undo. */
export default function PasteDialog({ pasted, reader, onClose }: PasteProps) {
  const { object, fields } = pasted;
  const [withNew, setWithNew] = useState(true);
  const [busy, setBusy] = useState(false);
  const { data: planned } = useQuery({
    queryKey: ['paste', object.api, pasted.block, pasted.rows[0]?.id, fields.map((field) => field.key)],
    queryFn: async () => planPaste(pasted, await whoIsKnown(), reader),
    gcTime: 0,
  });
  const writing = rowsToWrite(planned ?? [], withNew && object.can.create);
  const fresh = (planned ?? []).filter((row) => row.row === null && row.why === null).length;
  const write = async (): Promise<void> => {
    setBusy(true);
    if (await paste(pasted, writing)) onClose();
    setBusy(false);
  };
  const words = i18n.t('Write {count, plural, one {# record} other {# records}}', { count: writing.length });
  return (
    <Dialog
      wide
      title={i18n.t('Paste into {count, plural, one {# row} other {# rows}}', { count: pasted.block.length })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" busy={busy} disabled={writing.length === 0} onClick={() => void write()}>
            {words}
          </Button>
        </>
      }
    >
      <div className="k-stack">
        {planned ? <Summary planned={planned} cut={cutColumns(pasted)} /> : <SkeletonLines count={4} />}
        {fresh > 0 && object.can.create ? (
          <CheckField
            label={i18n.t('Add {count, plural, one {# new record} other {# new records}} below the last row', {
              count: fresh,
            })}
            checked={withNew}
            onChange={setWithNew}
          />
        ) : null}
        {planned ? <PlanTable pasted={pasted} planned={planned} /> : null}
      </div>
    </Dialog>
  );
}

const cutColumns = ({ fields, block }: Pasted): number =>
  Math.max(0, Math.max(...block.map((row) => row.length)) - fields.length);

function Summary({ planned, cut }: { planned: PlannedRow[]; cut: number }) {
  const cells = planned.flatMap((row) => (row.row ? row.cells : []));
  const changed = cells.filter(changes).length;
  const refused = planned.flatMap((row) => row.cells).filter((cell) => cell.why !== null).length;
  return (
    <p aria-live="polite">
      {i18n.t('{count, plural, =0 {No cell changes.} one {# cell changes.} other {# cells change.}}', {
        count: changed,
      })}{' '}
      {refused > 0
        ? i18n.t('{count, plural, one {# does} other {# do}} not fit and will be left as they are.', {
            count: refused,
          })
        : ''}{' '}
      {cut > 0
        ? i18n.t('{count, plural, one {# column has} other {# columns have}} no place in this list.', { count: cut })
        : ''}
    </p>
  );
}

function PlanTable({ pasted: { object, fields, block }, planned }: { pasted: Pasted; planned: PlannedRow[] }) {
  const used = fields.slice(0, Math.max(...block.map((row) => row.length)));
  return (
    <div className="k-paste" tabIndex={0} role="region" aria-label={i18n.t('What will be written')}>
      <table className="k-table">
        <thead>
          <tr>
            <th scope="col">{i18n.t('Record')}</th>
            {used.map((field) => (
              <th key={field.key} scope="col">
                {fieldLabel(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {planned.slice(0, SHOWN).map(({ row, cells, why }, at) => (
            <tr key={row?.id ?? at}>
              <th scope="row">
                {row ? recordName(object, row) : i18n.t('New')}
                {why ? <span className="k-paste-why">{why}</span> : null}
              </th>
              {cells.map((cell) => (
                <CellPlan key={cell.field.key} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {planned.length > SHOWN ? (
        <p className="k-muted">
          {i18n.t('And {count, plural, one {# more} other {# more}}.', { count: planned.length - SHOWN })}
        </p>
      ) : null}
    </div>
  );
}

const shown = (field: Field, value: unknown): string =>
  field.type === 'person_name' ? nameText(value) : valueText(field, value);

function CellPlan({ cell }: { cell: PlannedCell }) {
  const { field, before, after, text, why } = cell;
  if (why !== null)
    return (
      <td data-tone="problem">
        {text} <span className="k-paste-why">{why}</span>
      </td>
    );
  if (!changes(cell)) return <td className="k-muted">{shown(field, before)}</td>;
  const old = shown(field, before);
  return (
    <td>
      {old ? <del>{old}</del> : null} <ins>{shown(field, after) || i18n.t('empty')}</ins>
    </td>
  );
}

async function whoIsKnown(): Promise<Known> {
  const members = await queries.fetchQuery({ queryKey: ['members'], queryFn: listMembers, staleTime: 300_000 });
  const found = new Map<string, Promise<RecordRef[]>>();
  return {
    members,
    named: (api, name) => {
      const key = `${api} ${name.toLocaleLowerCase()}`;
      const asked = found.get(key) ?? recordsNamed(api, name);
      found.set(key, asked);
      return asked;
    },
  };
}

async function recordsNamed(api: string, name: string): Promise<RecordRef[]> {
  const exactly = (one: { name: string }): boolean => one.name.toLocaleLowerCase() === name.toLocaleLowerCase();
  if (api === 'tags') {
    const { data } = await listRecords('tags', { filter: { field: 'name', is: name }, limit: 2 });
    return data.map((row) => ({ id: row.id, object: api, name: nameText(row.name) }));
  }
  const hits = await search(name, { objects: api, limit: 20 });
  return hits.filter(exactly).map(({ id, name: called }) => ({ id, object: api, name: called }));
}

/** Writes what fits as one deed; what the server refuses is told with its reasons. */
async function paste({ object }: Pasted, rows: PlannedRow[]): Promise<boolean> {
  try {
    const { data, changeSet } = await batchEach(object.api, operationsOf(rows));
    const failed = data.results.filter((one) => one.status === 'failed');
    const count = data.results.length - failed.length;
    const text = i18n.t('{count, plural, one {# record written} other {# records written}}.', { count });
    if (failed.length === 0) saved(text, changeSet);
    else {
      const refusals = failed.map(({ index, errors = [] }) => {
        const row = rows[index]?.row ?? null;
        return { id: row?.id ?? '', name: row ? recordName(object, row) : i18n.t('New'), errors };
      });
      saved(text, count > 0 ? changeSet : null);
      tellRefused({ result: { refused: failed.length, refusals }, object: object.api });
    }
    await queries.invalidateQueries();
    return true;
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
    return false;
  }
}
