import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { search, whySees, type Member, type SearchHit } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { AccessReasons, objectLabel, useObjects } from '#web/kernel/objects';
import { Dialog, ProblemNote, SearchField } from '#web/kernel/ui';

/** Why a member can see a record that is named, or cannot. */
export function MemberSees({ member, onClose }: { member: Member; onClose: () => void }) {
  const objects = useObjects();
  const [text, setText] = useState('');
  const [record, setRecord] = useState<SearchHit | null>(null);
  const hits = useQuery({
    queryKey: ['member-sees', text],
    enabled: text.trim().length > 1 && record === null,
    queryFn: ({ signal }) => search(text, { limit: 8 }, signal),
  });
  const why = useQuery({
    queryKey: ['member-sees', member.id, record?.id],
    enabled: record !== null,
    queryFn: () => whySees(record?.object ?? '', record?.id ?? '', member.id),
  });
  const nameOf = (api: string): string => {
    const object = objects.find((one) => one.api === api);
    return object ? objectLabel(object) : '';
  };
  return (
    <Dialog title={i18n.t('Why can {name} see a record?', { name: member.name })} onClose={onClose}>
      <div className="k-stack">
        <SearchField
          autoFocus
          label={i18n.t('Name the record')}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setRecord(null);
          }}
        />
        <ProblemNote problem={hits.error ?? why.error} />
        {record ? null : (
          <ul className="k-choices">
            {(hits.data ?? []).map((hit) => (
              <li key={hit.id}>
                <button
                  type="button"
                  className="k-choice"
                  onClick={() => {
                    setText(hit.name);
                    setRecord(hit);
                  }}
                >
                  {hit.name}{' '}
                  <span className="k-muted">{[nameOf(hit.object), hit.subtitle].filter(Boolean).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {record && why.data ? (
          <ul className="k-lines-list">
            <AccessReasons line={why.data} />
          </ul>
        ) : null}
      </div>
    </Dialog>
  );
}
