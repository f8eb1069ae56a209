import { useInfiniteQuery } from '@tanstack/react-query';
import { keys, listSignIns, type SignInLine } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, Chip, ProblemNote, SkeletonLines } from '#web/kernel/ui';

const outcomes: Record<SignInLine['outcome'], () => string> = {
  ok: () => i18n.t('Signed in'),
  wrong: () => i18n.t('Refused'),
  code_needed: () => i18n.t('Asked for a code'),
  locked: () => i18n.t('Made to wait'),
};
const ways: Record<string, () => string> = {
  password: () => i18n.t('password'),
  password_and_code: () => i18n.t('password and code'),
  password_and_recovery_code: () => i18n.t('password and recovery code'),
  invitation: () => i18n.t('invitation'),
  reset: () => i18n.t('new password by mail'),
  setup: () => i18n.t('first visit'),
  passkey: () => i18n.t('passkey'),
  single_sign_on: () => i18n.t('single sign-on'),
};

/** Sign-ins and tries, newest first: one’s own, or those of all members. */
export function SignIns({ all = false }: { all?: boolean }) {
  const lines = useInfiniteQuery({
    queryKey: keys.settings(all ? 'all-sign-ins' : 'sign-ins'),
    queryFn: ({ pageParam }) => listSignIns(all, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  return (
    <>
      <ProblemNote problem={lines.error} />
      {lines.isPending ? <SkeletonLines count={3} /> : null}
      <ul className="k-lines-list">
        {(lines.data?.pages ?? []).flatMap(({ data }) =>
          data.map((line) => <Line key={line.id} line={line} all={all} />),
        )}
      </ul>
      {lines.hasNextPage ? (
        <Button className="k-self-start" busy={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
          {i18n.t('Show more')}
        </Button>
      ) : null}
    </>
  );
}

function Line({ line, all }: { line: SignInLine; all: boolean }) {
  const how = ways[line.how ?? '']?.();
  const parts = [all ? line.email : null, line.device, how, line.address, format.dayAndTime(line.at)];
  return (
    <li className="k-setting-line">
      <div className="k-grow">
        <p>
          <strong>{all ? (line.name ?? line.email) : line.device || line.address}</strong>{' '}
          <Chip {...(line.outcome === 'ok' ? { tone: 'green' } : {})}>{outcomes[line.outcome]()}</Chip>
        </p>
        <p className="k-muted">{parts.filter(Boolean).join(' · ')}</p>
      </div>
    </li>
  );
}
