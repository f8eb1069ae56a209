import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, SelectField, SwitchField, TextField } from '#web/kernel/ui';
import { giveProduct, type LineText, type SheetLine } from '../lines/sheet-lines.ts';
import { changeLine, moveLine, removeLine, useTools } from '../lines/sheet-tools.ts';
import { priceHint, shownNumber, unitKey, unitLabel } from '../lines/words.ts';
import { LineMore } from './line-more.tsx';
import { ProductCell } from './product-cell.tsx';

/** One line on a phone: everything on it, one beneath the other. */
export function LineWindow({ line, onClose }: { line: SheetLine; onClose: () => void }) {
  const { sheet, state, currency } = useTools();
  const set = (values: Partial<SheetLine>): void => changeLine(sheet, line.key, values);
  const item = line.kind === 'item';
  return (
    <Dialog
      title={item ? i18n.t('Line') : line.kind === 'heading' ? i18n.t('Heading') : i18n.t('Note')}
      onClose={onClose}
    >
      <div className="k-stack" onFocus={() => sheet.hold(line.key)}>
        <div className="k-line-window-name">
          <ProductCell
            value={line.name}
            label={item ? i18n.t('Product or words') : i18n.t('Words')}
            placeholder={item ? i18n.t('Product or words') : i18n.t('Words')}
            error={state.issues.get(`${line.key} name`)}
            onText={(name) => set({ name })}
            onProduct={(product) =>
              sheet.change((lines) =>
                lines.map((one) => (one.key === line.key ? giveProduct(one, product, currency) : one)),
              )
            }
          />
        </div>
        {item ? <Numbers line={line} /> : null}
        <LineMore line={line} />
        <div className="k-dialog-foot">
          <Button look="quiet" onClick={() => moveLine(sheet, line.key, -1)}>
            {i18n.t('Move up')}
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              removeLine(sheet, line.key);
              onClose();
            }}
          >
            {i18n.t('Remove the line')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {i18n.t('Done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Numbers({ line }: { line: SheetLine }) {
  const { sheet, state, rates, units } = useTools();
  const set = (values: Partial<SheetLine>): void => changeLine(sheet, line.key, values);
  const number = (field: LineText, label: string, help?: string) => (
    <TextField
      label={label}
      help={help}
      error={state.issues.get(`${line.key} ${field}`)}
      inputMode="decimal"
      value={shownNumber(line, field)}
      onChange={(text) => set({ [field]: text })}
    />
  );
  return (
    <>
      <div className="k-line-pair">
        {number('quantity', i18n.t('Quantity'))}
        <TextField
          label={i18n.t('Unit')}
          value={unitLabel(line.unit, units)}
          onChange={(text) => set({ unit: unitKey(text, units) })}
        />
      </div>
      <div className="k-line-pair">
        {number('unit_price', i18n.t('Price'), priceHint(line))}
        {number('discount_percent', i18n.t('Discount %'))}
      </div>
      <SelectField
        label={i18n.t('VAT')}
        placeholder={i18n.t('By itself')}
        choices={rates.map((rate) => ({ value: rate.id, label: String(rate.name) }))}
        value={line.tax_rate || null}
        onChange={(rate) => set({ tax_rate: rate ?? '' })}
      />
      <SwitchField
        label={i18n.t('Optional')}
        help={i18n.t('The customer chooses whether to take it.')}
        checked={line.optional}
        onChange={(optional) => set({ optional, chosen: !optional })}
      />
    </>
  );
}
