import { useQuery } from '@tanstack/react-query';
import { keys, listRecords } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Tabs } from '#web/kernel/ui';

const everyOne = { sort: 'position', fields: ['name'] };

/** Which pipeline a page is about; nothing where there is only one. The empty text is all of them. */
export function PipelineTabs({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useQuery({
    queryKey: keys.list('pipelines', everyOne),
    queryFn: () => listRecords('pipelines', everyOne),
  });
  const known = data?.data ?? [];
  if (known.length < 2) return null;
  return (
    <Tabs
      label={i18n.t('Pipeline')}
      value={value}
      onChange={onChange}
      tabs={[
        { value: '', label: i18n.t('All') },
        ...known.map((one) => ({ value: one.id, label: String(one['name']) })),
      ]}
    />
  );
}
