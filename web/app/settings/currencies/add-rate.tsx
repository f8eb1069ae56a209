import { useState } from 'react';
import { issueFor, writeRates } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { DateField, FormDialog, SelectField, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

/** One rate of one currency on one day. */
export function AddRate({ own, onClose }: { own: string; onClose: () => void }) {
  const [currency, setCurrency] = useState<string | null>(own === 'USD' ? 'EUR' : 'USD');
  const [day, setDay] = useState<string | null>(format.today());
  const [typed, setTyped] = useState('');
  const { problem, busy, run } = useTask();
  const rate = readRate(typed);
  const save = async (): Promise<void> => {
    if (currency === null || day === null || rate === null) return;
    const made = await run(() => writeRates({ rates: [{ currency, day, rate }] }), i18n.t('The rate is kept.'));
    if (made) onClose();
  };
  return (
    <FormDialog
      title={i18n.t('Add a rate')}
      {...{ onClose, problem, busy }}
      disabled={currency === null || day === null || rate === null}
      submit={i18n.t('Keep the rate')}
      onSubmit={save}
    >
      <SelectField
        label={i18n.t('Currency')}
        required
        choices={currenciesBut(own)}
        value={currency}
        onChange={setCurrency}
      />
      <DateField label={i18n.t('Day')} required value={day} onChange={setDay} error={issueFor(problem, 'day')} />
      <TextField
        label={i18n.t('Units for one {currency}', { currency: own })}
        autoFocus
        required
        inputMode="decimal"
        value={typed}
        onChange={setTyped}
        help={
          currency && rate
            ? `1 ${own} = ${format.number(Number(rate), { maximumFractionDigits: 10 })} ${currency}`
            : i18n.t('As the European Central Bank quotes it, for example 1.0821.')
        }
        error={typed && rate === null ? i18n.t('Type a number above zero.') : issueFor(problem, 'rate')}
      />
    </FormDialog>
  );
}

/** A rate as typed, with a point or a comma, as decimal text; null where it is none. */
function readRate(typed: string): string | null {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,12}(\.\d{1,10})?$/.test(text) && Number(text) > 0 ? text : null;
}

function currenciesBut(own: string) {
  const names = new Intl.DisplayNames([format.localeTag()], { type: 'currency' });
  return Intl.supportedValuesOf('currency')
    .filter((code) => code !== own)
    .map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
}
