import { Link } from '@tanstack/react-router';
import type { RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { usePaths } from '#web/kernel/objects';
import { KeptRecords } from '../kept/kept-records.tsx';

const FIRM = [
  'name',
  'address',
  'vat_number',
  'registration_number',
  'email',
  'phone',
  'website',
  'bank',
  'iban',
  'bic',
  'colour',
  'quote_days',
  'quote_terms',
  'payment_days',
  'invoice_terms',
  'discount_limit',
  'footer',
  'standard',
];
const RATE = ['name', 'category', 'percent', 'country', 'reason', 'standard', 'position'];
const LIST = ['name', 'companies', 'customer_tags', 'valid_from', 'valid_until'];

/** Who sells, as documents say it, and how what is sold is taxed and priced. */
export default function Selling() {
  return (
    <div className="k-stack">
      <KeptRecords
        api="sellers"
        title={i18n.t('Our firm')}
        about={i18n.t('What quotes and invoices say of you: address, numbers, bank, colour and terms.')}
        add={i18n.t('Add another firm of yours')}
        fields={FIRM}
        required={['name']}
        first={{ colour: '#1f4e79', quote_days: 30, payment_days: 30 }}
        More={FirmPage}
        tell={(firm) => [firm.vat_number, firm.email, firm.iban].filter(Boolean).join(' · ')}
      />
      <KeptRecords
        api="tax_rates"
        title={i18n.t('VAT rates')}
        about={i18n.t(
          'A line takes the rate of its product, or the one that is taken by itself; abroad, what the law says.',
        )}
        add={i18n.t('Add a rate')}
        fields={RATE}
        required={['name', 'category', 'percent']}
        first={{ category: 'S', percent: 0 }}
        tell={(rate) => String(rate.reason ?? '')}
      />
      <KeptRecords
        api="price_lists"
        title={i18n.t('Price lists')}
        about={i18n.t(
          'Prices of their own for some customers. The prices themselves stand on the page of each product.',
        )}
        add={i18n.t('Add a price list')}
        fields={LIST}
        required={['name']}
        first={{}}
        tell={() => ''}
      />
    </div>
  );
}

/** The logo is changed on the firm's own page. */
function FirmPage({ record }: { record: RecordRow }) {
  const paths = usePaths();
  return (
    <Link className="k-link" to={paths.record('sellers', record.id)}>
      {i18n.t('Its page, with the logo')}
    </Link>
  );
}
