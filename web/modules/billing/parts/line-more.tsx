import { i18n } from '#web/kernel/i18n';
import { SelectField, TextArea, TextField } from '#web/kernel/ui';
import type { SheetLine } from '../lines/sheet-lines.ts';
import { changeLine, useTools } from '../lines/sheet-tools.ts';
import { periods, shownNumber } from '../lines/words.ts';

/** What is rarely said of a line: more words, how often it is charged, what it costs the firm. */
export function LineMore({ line }: { line: SheetLine }) {
  const { sheet, state, costs } = useTools();
  const set = (values: Partial<SheetLine>): void => changeLine(sheet, line.key, values);
  return (
    <div className="k-line-more" data-plain-keys>
      <TextArea
        label={i18n.t('More about it')}
        rows={3}
        value={line.description}
        onChange={(description) => set({ description })}
      />
      {line.kind === 'item' ? (
        <div className="k-line-pair">
          <SelectField
            label={i18n.t('Charged')}
            choices={periods()}
            value={line.period}
            onChange={(period) => set({ period: period ?? 'once' })}
          />
          {costs ? (
            <TextField
              label={i18n.t('Cost of one')}
              help={i18n.t('For the margin; the customer never sees it.')}
              error={state.issues.get(`${line.key} cost`)}
              inputMode="decimal"
              value={shownNumber(line, 'cost')}
              onChange={(cost) => set({ cost })}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
