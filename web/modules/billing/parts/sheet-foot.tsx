import type { Money, ObjectType, RecordRow } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { findField } from '#web/kernel/objects';
import { useTools } from '../lines/sheet-tools.ts';

/** What it all comes to while it is typed: before tax, each tax, the whole; the margin for those who may see it. */
export function SheetFoot({ object, record, locked }: { object: ObjectType; record: RecordRow; locked: boolean }) {
  const { sheet, state, live, currency } = useTools();
  const { sums } = live;
  const told = (amount: string): string => format.money({ amount, currency });
  if (!sums) return <p className="k-error">{i18n.t('This comes to more than a document can hold.')}</p>;
  const off = Number(sums.discount) !== 0;
  return (
    <dl className="k-sheet-sums">
      {locked && !off ? null : (
        <>
          <div>
            <dt>{i18n.t('Lines')}</dt>
            <dd className="k-num">{told(sums.lines_net)}</dd>
          </div>
          <div>
            <dt>
              <label htmlFor="k-sheet-discount">{i18n.t('Discount on the whole, %')}</label>
            </dt>
            <dd className="k-num">
              {off ? <span className="k-muted">−{told(sums.discount)}</span> : null}
              <input
                id="k-sheet-discount"
                className="k-input k-num"
                inputMode="decimal"
                disabled={locked}
                value={state.discount}
                onChange={(event) => sheet.discount(event.target.value)}
              />
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>{i18n.t('Before VAT')}</dt>
        <dd className="k-num">{told(sums.net)}</dd>
      </div>
      {sums.taxes.map((tax) => (
        <div key={`${tax.category} ${tax.percent}`}>
          <dt>
            {tax.category === 'S'
              ? i18n.t('VAT {percent}% on {amount}', {
                  percent: format.number(Number(tax.percent)),
                  amount: told(tax.taxable),
                })
              : i18n.t('No VAT on {amount}', { amount: told(tax.taxable) })}
          </dt>
          <dd className="k-num">{told(tax.tax)}</dd>
        </div>
      ))}
      <div className="k-sheet-total">
        <dt>{i18n.t('Total')}</dt>
        <dd className="k-num">{told(sums.total)}</dd>
      </div>
      <Margin object={object} record={record} />
    </dl>
  );
}

function Margin({ object, record }: { object: ObjectType; record: RecordRow }) {
  const margin = record.margin as Money | null | undefined;
  if (!findField(object, 'margin') || !margin) return null;
  const percent = typeof record.margin_percent === 'number' ? ` · ${format.number(record.margin_percent)}%` : '';
  return (
    <div className="k-muted">
      <dt>{i18n.t('Margin, as last written')}</dt>
      <dd className="k-num">
        {format.money(margin)}
        {percent}
      </dd>
    </div>
  );
}
