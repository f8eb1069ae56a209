import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { keys, listRecords, type Money, type RecordRow } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { findField, useObject, type RecordSlotProps } from '#web/kernel/objects';

import { Button, ProblemNote, SkeletonLines, usePhone } from '#web/kernel/ui';
import { liveSums } from '../lines/live-sums.ts';
import type { DocumentAnswer } from '../lines/sheet.ts';
import { addLine, onSheetKey, onSheetPaste } from '../lines/sheet-keys.ts';
import type { SheetLine } from '../lines/sheet-lines.ts';
import { SheetContext, type SheetTools } from '../lines/sheet-tools.ts';
import { readLines, useLines, useSheet, type DocumentApi } from '../lines/use-sheet.ts';
import { LineCards } from './line-cards.tsx';
import { LineRow } from './line-row.tsx';
import { SheetFoot } from './sheet-foot.tsx';
import { SheetNote, whyLocked } from './sheet-note.tsx';
import './sheet.css';

/** The lines of a quote or an order, across its page. */
export default function LineSheet(props: RecordSlotProps) {
  const { api } = props.object;
  return api === 'quotes' || api === 'orders' ? <Lines key={props.record.id} {...props} api={api} /> : null;
}

type LinesProps = RecordSlotProps & { api: DocumentApi };

function Lines(props: LinesProps) {
  const { data, error, refetch } = useLines(props.api, props.record);
  const label = i18n.t('Lines');
  return (
    <section className="k-sheet" aria-label={label}>
      {data ? <Written {...props} start={data} /> : null}
      {!data && error ? <ProblemNote problem={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines count={4} /> : null}
    </section>
  );
}

function Written({ object, record, api, start }: LinesProps & { start: DocumentAnswer }) {
  const { sheet, state } = useSheet(api, start);
  const list = useRef<HTMLUListElement>(null);
  const phone = usePhone();
  const currency = String(record.currency ?? (record.total as Money | null)?.currency ?? 'EUR');
  const known = useKnown(api);
  const { rates } = known;
  const { lines, discount } = state;
  const live = useMemo(
    () => liveSums(lines, { currency, discount }, (line) => taxOf(line, rates)),
    [lines, discount, currency, rates],
  );
  const why = whyLocked(object, record);
  const tools: SheetTools = { sheet, state, live, currency, ...known };
  const add = (kind: SheetLine['kind']) => (): void => void addLine(sheet, list.current, { kind });
  const locked = why !== null;
  return (
    <SheetContext value={tools}>
      {phone || locked ? (
        <LineCards locked={locked} />
      ) : (
        <div
          className="k-sheet-table"
          onKeyDown={(event) => onSheetKey(event, sheet)}
          onPaste={(event) => onSheetPaste(event, sheet)}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) sheet.hold(null);
          }}
        >
          <Heads />
          <ul ref={list} data-sheet>
            {lines.map((line, at) => (
              <LineRow key={line.key} line={line} at={at} />
            ))}
          </ul>
          {lines.length === 0 ? (
            <p className="k-muted k-sheet-empty">
              {i18n.t('Nothing is offered yet. Type a product or what you sell, or paste lines from a spreadsheet.')}
            </p>
          ) : null}
          <div className="k-row k-sheet-add">
            <Button small look={lines.length === 0 ? 'primary' : 'quiet'} onClick={add('item')}>
              {i18n.t('Add line')}
            </Button>
            <Button small look="quiet" onClick={add('heading')}>
              {i18n.t('Heading')}
            </Button>
            <Button small look="quiet" onClick={add('note')}>
              {i18n.t('Note')}
            </Button>
            <span className="k-muted k-sheet-keys">
              {i18n.t('Enter: next line · Alt ↑ ↓: move it · Ctrl ⌫: remove it')}
            </span>
          </div>
          <datalist id="k-line-units">
            {known.units.map(({ value, label }) => (
              <option key={value} value={label} />
            ))}
          </datalist>
        </div>
      )}
      <div className="k-sheet-end">
        <SheetNote why={why} readFresh={() => readLines(api, record.id)} />
        <SheetFoot object={object} record={record} locked={locked} />
      </div>
    </SheetContext>
  );
}

function Heads() {
  return (
    <div className="k-line-cells k-line-heads" aria-hidden="true">
      <span>{i18n.t('Product or words')}</span>
      <span className="k-line-quantity">{i18n.t('Quantity')}</span>
      <span className="k-line-unit">{i18n.t('Unit')}</span>
      <span className="k-line-unit_price">{i18n.t('Price')}</span>
      <span className="k-line-discount_percent">{i18n.t('Discount %')}</span>
      <span className="k-line-vat">{i18n.t('VAT')}</span>
      <span className="k-line-optional">{i18n.t('Optional')}</span>
      <span className="k-line-net">{i18n.t('Before VAT')}</span>
      <span />
    </div>
  );
}

const NONE: RecordRow[] = [];

/** What lines choose from, and what the reader may see of them. */
function useKnown(api: DocumentApi): Pick<SheetTools, 'rates' | 'units' | 'costs'> {
  const query = { sort: 'position', limit: 100 };
  const { data } = useQuery({
    queryKey: keys.list('tax_rates', query),
    queryFn: () => listRecords('tax_rates', query),
  });
  const products = useObject('products');
  const line = useObject(api === 'quotes' ? 'quote_lines' : 'order_lines');
  const unit = products && findField(products, 'unit');
  const units = (unit?.options ?? []).map(({ value, label }) => ({ value, label: inLanguage(label) }));
  return { rates: data?.data ?? NONE, units, costs: line !== null && Boolean(findField(line, 'cost')) };
}

/** How a line is taxed as far as the page knows: where nobody chose, as most things are. */
function taxOf(line: SheetLine, rates: RecordRow[]): { category: string; percent: string } | null {
  if (line.tax && !line.given.includes('tax_rate')) return line.tax;
  const rate = rates.find(({ id }) => id === line.tax_rate) ?? rates.find(({ standard }) => standard === true);
  return rate ? { category: String(rate.category), percent: String(rate.percent ?? 0) } : null;
}
