import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys, listKeys, removeKey, type ApiKey } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Chip, EmptyState, ProblemNote, SkeletonLines } from '#web/kernel/ui';
import { useRoleName } from '../roles/role-names.ts';
import { useTask } from '../use-task.ts';
import { MakeKey } from './make-key.tsx';
import { useScopesInWords } from './scopes-in-words.ts';

/** Keys by which other programs come in; each has a role and is shown once. */
export default function ApiKeys() {
  const all = useQuery({ queryKey: keys.settings('keys'), queryFn: listKeys });
  const { problem, run } = useTask();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      {i18n.t('Make a key')}
    </Button>
  );
  return (
    <div className="k-stack k-form">
      <ProblemNote problem={problem ?? all.error} />
      {all.isPending ? <SkeletonLines /> : null}
      {all.data?.length === 0 ? (
        <EmptyState
          title={i18n.t('No keys yet')}
          text={i18n.t(
            'A key lets a script, a form or another program read and write here, with the ' +
              'rights of the role you give it.',
          )}
          action={add}
        />
      ) : null}
      <ul className="k-lines-list">
        {(all.data ?? []).map((key) => (
          <li key={key.id} className="k-setting-line">
            <KeyLine of={key} />
            <Button
              small
              onClick={() => void run(() => removeKey(key.id), i18n.t('The key no longer opens anything.'))}
            >
              {i18n.t('Revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {all.data?.length ? <div className="k-row">{add}</div> : null}
      {adding ? <MakeKey onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

const isOver = (end: string): boolean => new Date(end).getTime() < Date.now();

/** What a key may do, since when it is silent and until when it works. */
function KeyLine({ of: key }: { of: ApiKey }) {
  const roleName = useRoleName();
  const scopes = useScopesInWords();
  const over = key.expires_at !== null && isOver(key.expires_at);
  const parts = [
    roleName(key.role),
    key.scopes ? scopes(key.scopes) : null,
    key.last_used_at
      ? i18n.t('last used {when}', { when: format.relativeTime(key.last_used_at) })
      : i18n.t('not used yet'),
    key.expires_at && !over ? i18n.t('until {when}', { when: format.dayAndTime(key.expires_at) }) : null,
  ];
  return (
    <div className="k-grow">
      <p className="k-row k-wrap">
        <strong>{key.name}</strong>
        {key.member ? <Chip>{key.member.name}</Chip> : null}
        {key.member?.service ? <Chip tone="blue">{i18n.t('Service account')}</Chip> : null}
        {over ? <Chip tone="red">{i18n.t('Its time is over')}</Chip> : null}
      </p>
      <p className="k-muted">{parts.filter(Boolean).join(' · ')}</p>
    </div>
  );
}
