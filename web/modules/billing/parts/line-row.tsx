import { IconArrowDown, IconArrowUp, IconDots, IconPilcrow, IconTrash } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { format, i18n } from '#web/kernel/i18n';
import { IconButton, Menu, type MenuEntry } from '#web/kernel/ui';
import { giveProduct, isBlank, type LineText, type SheetLine } from '../lines/sheet-lines.ts';
import { changeLine, moveLine, removeLine, useTools } from '../lines/sheet-tools.ts';
import { priceHint, shownNumber, unitKey, unitLabel } from '../lines/words.ts';
import { LineMore } from './line-more.tsx';
import { ProductCell } from './product-cell.tsx';

const icon = { size: 16, stroke: 1.75 };

/** One line of the sheet: its cells, and beneath them what is wrong or said more. */
export const LineRow = memo(function LineRow({ line, at }: { line: SheetLine; at: number }) {
  const { sheet, state, live, currency } = useTools();
  const [more, setMore] = useState(false);
  const issues = [...state.issues].filter(([where]) => where.startsWith(`${line.key} `));
  const net = live.nets.get(line.key);
  const item = line.kind === 'item';
  const set = (values: Partial<SheetLine>): void => changeLine(sheet, line.key, values);
  return (
    <li className="k-line" data-kind={line.kind} data-line={line.key} onFocus={() => sheet.hold(line.key)}>
      <div className="k-line-cells">
        {item ? (
          <ProductCell
            column="name"
            value={line.name}
            label={i18n.t('Product or words, line {at}', { at: at + 1 })}
            placeholder={i18n.t('Product or words')}
            error={state.issues.get(`${line.key} name`) ?? state.issues.get(`${line.key} product`)}
            onText={(name) => set({ name })}
            onProduct={(product) =>
              sheet.change((lines) =>
                lines.map((one) => (one.key === line.key ? giveProduct(one, product, currency) : one)),
              )
            }
          />
        ) : (
          <Words line={line} at={at} />
        )}
        {item ? <ItemCells line={line} at={at} /> : null}
        <span className="k-line-net k-num">
          {item && net !== undefined && !isBlank(line) ? format.money({ amount: net, currency }) : ''}
        </span>
        <LineMenu line={line} onMore={() => setMore(!more)} />
      </div>
      {issues.length > 0 ? (
        <p className="k-error" role="alert">
          {[...new Set(issues.map(([, text]) => text))].join(' ')}
        </p>
      ) : null}
      {more ? (
        <LineMore line={line} />
      ) : line.description ? (
        <p className="k-line-said k-muted">{line.description}</p>
      ) : null}
    </li>
  );
});

function Words({ line, at }: { line: SheetLine; at: number }) {
  const { sheet } = useTools();
  const heading = line.kind === 'heading';
  const name = heading ? i18n.t('Heading, line {at}', { at: at + 1 }) : i18n.t('Note, line {at}', { at: at + 1 });
  return (
    <input
      className="k-cell-input"
      data-column="name"
      aria-label={name}
      placeholder={heading ? i18n.t('Heading') : i18n.t('Note')}
      value={line.name}
      onChange={(event) => changeLine(sheet, line.key, { name: event.target.value })}
    />
  );
}

function ItemCells({ line, at }: { line: SheetLine; at: number }) {
  const { sheet, rates, units } = useTools();
  const set = (values: Partial<SheetLine>): void => changeLine(sheet, line.key, values);
  return (
    <>
      <NumberCell line={line} field="quantity" label={i18n.t('Quantity, line {at}', { at: at + 1 })} />
      <input
        className="k-cell-input k-line-unit"
        data-column="unit"
        list="k-line-units"
        aria-label={i18n.t('Unit, line {at}', { at: at + 1 })}
        value={unitLabel(line.unit, units)}
        onChange={(event) => set({ unit: unitKey(event.target.value, units) })}
      />
      <NumberCell
        line={line}
        field="unit_price"
        label={i18n.t('Price, line {at}', { at: at + 1 })}
        hint={priceHint(line)}
      />
      <NumberCell
        line={line}
        field="discount_percent"
        label={i18n.t('Discount in percent, line {at}', { at: at + 1 })}
      />
      <select
        className="k-cell-input k-line-vat"
        data-column="tax_rate"
        aria-label={i18n.t('VAT, line {at}', { at: at + 1 })}
        value={line.tax_rate}
        onChange={(event) => set({ tax_rate: event.target.value })}
      >
        {line.tax_rate === '' ? <option value="">{i18n.t('By itself')}</option> : null}
        {rates.map((rate) => (
          <option key={rate.id} value={rate.id}>
            {String(rate.name)}
          </option>
        ))}
      </select>
      <input
        type="checkbox"
        className="k-tick k-line-optional"
        data-column="optional"
        aria-label={i18n.t('Optional, line {at}', { at: at + 1 })}
        checked={line.optional}
        onChange={() => set({ optional: !line.optional, chosen: line.optional })}
      />
    </>
  );
}

type NumberCellProps = { line: SheetLine; field: LineText; label: string; hint?: string | undefined };

/** A number as it is typed, with comma or point. */
function NumberCell({ line, field, label, hint }: NumberCellProps) {
  const { sheet, state } = useTools();
  return (
    <input
      className={`k-cell-input k-num k-line-${field}`}
      data-column={field}
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      title={hint}
      data-listed={line.price_from && field === 'unit_price' ? true : undefined}
      aria-invalid={state.issues.has(`${line.key} ${field}`) || undefined}
      value={shownNumber(line, field)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => changeLine(sheet, line.key, { [field]: event.target.value })}
    />
  );
}

function LineMenu({ line, onMore }: { line: SheetLine; onMore: () => void }) {
  const { sheet } = useTools();
  const entries: MenuEntry[] = [
    { label: i18n.t('More about it'), icon: <IconPilcrow {...icon} />, run: onMore },
    {
      label: i18n.t('Move up'),
      keys: 'Alt+ArrowUp',
      icon: <IconArrowUp {...icon} />,
      run: () => moveLine(sheet, line.key, -1),
    },
    {
      label: i18n.t('Move down'),
      keys: 'Alt+ArrowDown',
      icon: <IconArrowDown {...icon} />,
      run: () => moveLine(sheet, line.key, 1),
    },
    'line',
    {
      label: i18n.t('Remove the line'),
      danger: true,
      icon: <IconTrash {...icon} />,
      run: () => removeLine(sheet, line.key),
    },
  ];
  return (
    <Menu
      end
      trigger={<IconButton small label={i18n.t('Actions of the line')} icon={<IconDots {...icon} />} tabIndex={-1} />}
      entries={entries}
    />
  );
}
