import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { getWays, keys, queries, startSignOn } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote } from '#web/kernel/ui';
import { localPath } from './local-path.ts';
import { rememberNext } from './next-page.ts';
import { useSending } from './use-sending.ts';

/** What one may sign in with beside a password, as far as it is set up here. */
export default function OtherWays({ email }: { email: string }) {
  const ways = useQuery({ queryKey: keys.settings('ways'), queryFn: getWays }).data;
  return (
    <>
      {ways?.passkeys && 'PublicKeyCredential' in window ? <ByPasskey /> : null}
      {ways?.single_sign_on ? <ByProvider email={email} /> : null}
    </>
  );
}

function useNext(): string | undefined {
  return (useSearch({ strict: false }) as { next?: string }).next;
}

function ByPasskey() {
  const navigate = useNavigate();
  const next = useNext();
  const { problem, busy, run } = useSending();
  const enter = async (): Promise<void> => {
    const { signInHere } = await import('./passkey.ts');
    const answer = await run(signInHere);
    if (!answer) return;
    queries.clear();
    void navigate({ to: localPath(next) ?? (answer.workspace ? `/w/${answer.workspace.slug}` : '/') });
  };
  return (
    <>
      <Button busy={busy} onClick={() => void enter()}>
        {i18n.t('Sign in with a passkey')}
      </Button>
      <ProblemNote problem={problem} />
    </>
  );
}

function ByProvider({ email }: { email: string }) {
  const next = useNext();
  const { problem, busy, run } = useSending();
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
