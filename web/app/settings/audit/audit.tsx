import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { startOfDay } from '#shared/filter';
import {
  auditAddress,
  getAuditState,
  keepAudit,
  keys,
  listAudit,
  listMembers,
  type AuditFilter,
  type AuditLine,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useObjects } from '#web/kernel/objects';
import { useMe } from '#web/kernel/session';
import { Button, DateField, ProblemNote, SelectField, SkeletonLines } from '#web/kernel/ui';
import { useRoleName } from '../roles/role-names.ts';
import { useTask } from '../use-task.ts';
import { auditKinds, auditText, auditWhere, kindLabel } from './audit-words.ts';
import { findingWords } from './finding-words.ts';
import './audit.css';

/** What was done with rights, keys, exports and personal data; filtered, taken out, kept for as long as is set. */
export default function Audit() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const lines = useInfiniteQuery({
    queryKey: [...keys.settings('audit'), filter],
    queryFn: ({ pageParam }) => listAudit(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const found = lines.data?.pages.flatMap(({ data }) => data);
  return (
    <div className="k-stack">
      <State />
      <Filters filter={filter} onChange={setFilter} />
      <ProblemNote problem={lines.error} />
      {lines.isPending ? <SkeletonLines count={6} /> : null}
      <ul className="k-lines-list" aria-label={i18n.t('Audit')}>
        {(found ?? []).map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      {found?.length === 0 ? <p className="k-muted">{i18n.t('Nothing fits')}</p> : null}
      {lines.hasNextPage ? (
        <Button className="k-self-start" busy={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {i18n.t('Show more')}
        </Button>
      ) : null}
      <a className="k-link k-self-start" href={auditAddress(filter)} download="audit.jsonl">
        {i18n.t('Take these lines out')}
      </a>
    </div>
  );
}

function Line({ line }: { line: AuditLine }) {
  const objects = useObjects();
  const roleName = useRoleName();
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{kindLabel(line.kind)}</strong> {auditText(line, { objects, roleName })}
        </p>
        <p className="k-muted">
          {line.actor.name} · {auditWhere(line)}
        </p>
      </div>
    </li>
  );
}

/** The first moment of a day, or of the one after it, in the zone in which times are shown. */
function startOf(day: string | null, zone: string, later = 0): string | null {
  if (day === null) return null;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return startOfDay([year, month, date + later], zone).toISOString();
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const me = useMe();
  const zone = me.member.time_zone ?? me.workspace.time_zone;
  const [first, setFirst] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const members = useQuery({ queryKey: keys.settings('members'), queryFn: listMembers });
  const all = { value: '', label: i18n.t('All') };
  return (
    <div className="k-audit-filters">
      <SelectField
        label={i18n.t('What')}
        choices={[all, ...auditKinds()]}
        value={filter.kind ?? ''}
        onChange={(kind) => onChange({ ...filter, kind: (kind || null) as AuditLine['kind'] | null })}
      />
      <SelectField
        label={i18n.t('Who')}
        choices={[
          { value: '', label: i18n.t('Everyone') },
          ...(members.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={filter.member ?? ''}
        onChange={(member) => onChange({ ...filter, member: member || null })}
      />
      <DateField
        hideHelp
        label={i18n.t('First day')}
        value={first}
        onChange={(day) => {
          setFirst(day);
          onChange({ ...filter, since: startOf(day, zone) });
        }}
      />
      <DateField
        hideHelp
        label={i18n.t('Last day')}
        value={last}
        onChange={(day) => {
          setLast(day);
          onChange({ ...filter, until: startOf(day, zone, 1) });
        }}
      />
    </div>
  );
}

const years = [365, 730, 1_825, 3_650];

function State() {
  const state = useQuery({ queryKey: keys.settings('audit-state'), queryFn: getAuditState });
  const { problem, run } = useTask();
  if (!state.data) return <ProblemNote problem={state.error} />;
  const { keep_days, checked_at, finding, problem: told } = state.data;
  const found = finding ? findingWords(finding) : told;
  const other = keep_days !== null && !years.includes(keep_days) ? [keep_days] : [];
  const days = (count: number): string => i18n.t('{count, plural, one {# day} other {# days}}', { count });
  return (
    <>
      <ProblemNote problem={problem} />
      <p role={found ? 'alert' : undefined} className={found ? undefined : 'k-muted'}>
        {found
          ? i18n.t('Somebody changed the audit in the database: {found}', { found })
          : checked_at
            ? i18n.t('Checked {when}: nothing was changed or removed.', { when: format.relativeTime(checked_at) })
            : i18n.t('It is checked every night for changes.')}
      </p>
      <SelectField
        label={i18n.t('Lines are kept for')}
        choices={[
          { value: '', label: i18n.t('ever') },
          ...[...years, ...other].map((count) => ({ value: String(count), label: days(count) })),
        ]}
        value={keep_days === null ? '' : String(keep_days)}
        onChange={(value) => void run(() => keepAudit(value ? Number(value) : null), i18n.t('Saved.'))}
      />
    </>
  );
}
