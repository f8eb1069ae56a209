import type { BaseTotal, Money } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Tip } from '#web/kernel/ui';

/** A total of money as one line, and what stands behind it: its parts by currency, or why it is no single sum. */
export type MoneyTotal = { text: string; behind: string };

/** Money in several currencies as one total in the workspace's, with ≈ where rates had a part in it; where a rate is
 * missing the parts stay what they are. */
export function moneyTotal(parts: Money[], base: BaseTotal | undefined): MoneyTotal {
  const shown = parts.map((one) => format.money(one, true));
  const own = parts.every((one) => one.currency === base?.currency);
  if (!base || base.amount === null || own) return { text: shown.join(' · '), behind: '' };
  if (base.left_out > 0)
    return {
      text: shown.join(' · '),
      behind: i18n.t(
        '{count, plural, one {# record was} other {# records were}} written without a rate of that day. Rates are ' +
          'kept in Settings › Currencies.',
        { count: base.left_out },
      ),
    };
  const total = { amount: base.amount, currency: base.currency };
  return { text: `≈ ${format.aboutMoney(total)}`, behind: `${format.money(total, true)}: ${shown.join(' · ')}` };
}

/** The total; what stands behind it is a hint for the eye and words for screen readers. */
export function MoneyTotalText({ text, behind }: MoneyTotal) {
  if (!behind) return <span className="k-cut k-num">{text}</span>;
  return (
    <Tip label={behind}>
      <span className="k-cut k-num">
        {text}
        <span className="k-hidden"> ({behind})</span>
      </span>
    </Tip>
  );
}

/** An amount with what it was worth in the workspace's currency when it was written. */
export function MoneyValue({ value, own }: { value: Money; own: string }) {
  if (!value.base) return <span>{format.money(value)}</span>;
  return (
    <span>
      {format.money(value)} <span className="k-muted">≈ {format.money({ amount: value.base, currency: own })}</span>
    </span>
  );
}
