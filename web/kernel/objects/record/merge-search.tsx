import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getRecord, search, type ObjectType, type RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Dialog, SearchField } from '#web/kernel/ui';
import MergeDialog from '../merge/merge-dialog.tsx';
import { recordName } from '../model/model.ts';

/** Finds the record to merge with, then opens the merge. */
export default function MergeSearch(props: { object: ObjectType; record: RecordRow; onClose: () => void }) {
  const { object, record } = props;
  const [text, setText] = useState(recordName(object, record));
  const [other, setOther] = useState<RecordRow | null>(null);
  const hits = useQuery({
    queryKey: ['merge-search', object.api, text],
    enabled: text.trim().length > 1,
    queryFn: ({ signal }) => search(text, { objects: object.api, limit: 8 }, signal),
  });
  if (other)
    return <MergeDialog object={object} records={[record, other]} onClose={props.onClose} onDone={() => undefined} />;
  const found = (hits.data ?? []).filter((hit) => hit.id !== record.id);
  return (
    <Dialog title={i18n.t('Merge {name} with', { name: recordName(object, record) })} onClose={props.onClose}>
      <div className="k-stack">
        <SearchField autoFocus label={i18n.t('Find the other record')} value={text} onChange={setText} />
        <ul className="k-choices">
          {found.map((hit) => (
            <li key={hit.id}>
              <button
                type="button"
                className="k-choice"
                onClick={() => void getRecord(object.api, hit.id).then(setOther)}
              >
                {hit.name} <span className="k-muted">{hit.subtitle}</span>
              </button>
            </li>
          ))}
        </ul>
        {hits.data && found.length === 0 ? (
          <p className="k-muted">{i18n.t('No other record with that name. Try a part of it, or a mail address.')}</p>
        ) : null}
      </div>
    </Dialog>
  );
}
