import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { getWays, keys, startSignOn } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote } from '#web/kernel/ui';
import { rememberNext } from './next-page.ts';
import { useSending } from './use-sending.ts';

/** What one may sign in with beside a password, as far as it is set up here. */
export default function OtherWays({ email }: { email: string }) {
  const { next } = useSearch({ strict: false }) as { next?: string };
  const ways = useQuery({ queryKey: keys.settings('ways'), queryFn: getWays }).data;
  const { problem, busy, run } = useSending();
  if (!ways?.single_sign_on) return null;
  const leave = async (): Promise<void> => {
    const begun = await run(() => startSignOn(email));
    if (!begun) return;
    rememberNext(next);
    location.assign(begun.location);
  };
  return (
    <>
      <Button busy={busy} onClick={() => void leave()}>
        {i18n.t('Sign in by your firm’s service')}
      </Button>
      <ProblemNote problem={problem} />
    </>
  );
}
