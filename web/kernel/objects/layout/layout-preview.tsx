import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getRecord, keys, listRecords, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { SelectField, SkeletonLines, Tabs } from '#web/kernel/ui';
import { recordName } from '../model/model.ts';
import { Facts } from '../record/facts.tsx';
import { arrange } from './arrange.ts';
import { KeyFacts } from './key-facts.tsx';
import '../record/record.css';
import './layout.css';

// Records to look at a layout with: some of the newest will differ in what conditions ask.
const OFFERED = 50;

type PreviewProps = {
  object: ObjectType;
  record: string | null;
  /** The tab that is being changed; where the record has it, it is the one in view. */
  tab: string;
};

/** How a record of an object looks in its layout, which need not be kept yet; nothing is changed here. */
export default function LayoutPreview({ object, record: given, tab }: PreviewProps) {
  const [chosen, setChosen] = useState(given);
  const query = { limit: OFFERED, sort: '-updated_at' };
  const page = useQuery({
    queryKey: keys.list(object.api, ['layout', query]),
    queryFn: () => listRecords(object.api, query as never),
  });
  const rows = page.data?.data ?? [];
  const id = chosen ?? rows[0]?.id ?? '';
  const { data } = useQuery({
    queryKey: keys.record(object.api, id),
    queryFn: () => getRecord(object.api, id),
    enabled: id !== '',
  });
  const offered = data && !rows.some((row) => row.id === id) ? [data, ...rows] : rows;
  return (
    <section aria-label={i18n.t('Preview')} className="k-layout-preview k-stack">
      <SelectField
        label={i18n.t('Seen with')}
        value={id || null}
        choices={offered.map((row) => ({ value: row.id, label: recordName(object, row) }))}
        onChange={setChosen}
      />
      {data ? <PreviewOf key={tab} object={asRead(object)} record={data} begin={tab} /> : null}
      {page.isLoading ? <SkeletonLines count={8} /> : null}
      {page.data && rows.length === 0 ? (
        <p className="k-muted">{i18n.t('There is no record yet to show the layout with.')}</p>
      ) : null}
    </section>
  );
}

const asRead = (object: ObjectType): ObjectType => ({ ...object, can: { ...object.can, update: false } });

function PreviewOf({ object, record, begin }: { object: ObjectType; record: RecordRow; begin: string }) {
  const [asked, setAsked] = useState(begin);
  const tabs = arrange(object, record) ?? [];
  const tab = tabs.find(({ key }) => key === asked) ?? tabs[0];
  return (
    <>
      <h2>{recordName(object, record)}</h2>
      <KeyFacts object={object} record={record} />
      {tab && tabs.length > 1 ? (
        <Tabs
          label={i18n.t('Tabs of the page')}
          value={tab.key}
          onChange={setAsked}
          tabs={tabs.map(({ key, name }) => ({ value: key, label: name }))}
        />
      ) : null}
      <Facts object={object} record={record} sections={tab?.sections ?? []} />
    </>
  );
}
