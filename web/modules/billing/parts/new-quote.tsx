import { IconFilePlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ask, queries } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useObject, usePaths, type RecordSlotProps } from '#web/kernel/objects';
import { Button, useShortcuts } from '#web/kernel/ui';
import { tried } from './tried.ts';

/** The way from a deal to a quote for it. */
export default function NewQuote({ record: deal }: RecordSlotProps) {
  const quotes = useObject('quotes');
  const navigate = useNavigate();
  const paths = usePaths();
  const may = quotes?.can.create === true && deal.deleted_at == null;
  const begin = (): Promise<void> =>
    tried(async () => {
      const made = await ask('POST /api/v1/deals/{id}/quotes', { params: { id: deal.id }, body: {} });
      await queries.invalidateQueries();
      await navigate({ to: paths.record('quotes', String((made as { id: string }).id)) });
    });
  useShortcuts(may ? [{ keys: 'q', label: i18n.t('New quote'), run: () => void begin() }] : []);
  if (!may) return null;
  return (
    <Button keys="q" icon={<IconFilePlus size={16} stroke={1.75} />} onClick={() => void begin()}>
      {i18n.t('New quote')}
    </Button>
  );
}
