import { IconChevronDown, IconDownload, IconFileDollar, IconReceiptRefund } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ask, queries, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useObject, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { Button, Menu, toast } from '#web/kernel/ui';
import { tried } from './tried.ts';

const icon = { size: 16, stroke: 1.75 };

/** What can be done with an order, an invoice or a credit note. */
export default function InvoiceDeeds({ object, record }: RecordSlotProps) {
  return object.api === 'orders' ? <OfOrder order={record} /> : <OfInvoice invoice={record} />;
}

/** Makes an invoice and goes to its page. */
function useMakeInvoice() {
  const navigate = useNavigate();
  const paths = usePaths();
  return (make: () => Promise<unknown>): Promise<void> =>
    tried(async () => {
      const { id } = (await make()) as { id: string };
      await queries.invalidateQueries();
      await navigate({ to: paths.record('invoices', id) });
    });
}

function OfOrder({ order }: { order: RecordRow }) {
  const invoices = useObject('invoices');
  const go = useMakeInvoice();
  if (!invoices?.can.create || order.deleted_at != null || order.status === 'cancelled') return null;
  const make = () => ask('POST /api/v1/orders/{id}/invoices', { params: { id: order.id }, body: {} });
  return (
    <Button icon={<IconFileDollar {...icon} />} onClick={() => void go(make)}>
      {i18n.t('Invoice what is left')}
    </Button>
  );
}

function OfInvoice({ invoice }: { invoice: RecordRow }) {
  const invoices = useObject('invoices');
  const go = useMakeInvoice();
  const { id, status, kind } = invoice;
  const may = invoices?.can.update === true && invoice.deleted_at == null && invoice.can?.update !== false;
  const issue = (): Promise<void> =>
    tried(async () => {
      await ask('POST /api/v1/invoices/{id}/issue', { params: { id }, body: {} });
      await queries.invalidateQueries();
      // Nothing to take back: it is credited.
      toast({ text: i18n.t('Issued. It has its number and stays as it is.') });
    });
  const credit = () => ask('POST /api/v1/invoices/{id}/credit', { params: { id }, body: {} });
  const issued = status !== 'draft';
  return (
    <>
      {may && !issued ? (
        <Button look="primary" icon={<IconFileDollar {...icon} />} onClick={() => void issue()}>
          {i18n.t('Issue')}
        </Button>
      ) : null}
      <Menu
        end
        trigger={
          <Button>
            {i18n.t('Document')}
            <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          </Button>
        }
        entries={[
          { label: i18n.t('Download the PDF'), icon: <IconDownload {...icon} />, href: `/api/v1/invoices/${id}/pdf` },
          ...(issued
            ? [
                {
                  label: i18n.t('Download the e-invoice'),
                  icon: <IconDownload {...icon} />,
                  href: `/api/v1/invoices/${id}/ubl`,
                },
              ]
            : []),
          ...(may && issued && kind === 'invoice'
            ? [
                {
                  label: i18n.t('Credit what is left'),
                  icon: <IconReceiptRefund {...icon} />,
                  run: () => void go(credit),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
