import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { acceptInvitation, issueFor, lookAtInvitation, queries, type Invited } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, SkeletonLines, TextField } from '#web/kernel/ui';

import { Door } from './door.tsx';
import { useLinkToken } from './link-token.ts';
import { useSending } from './use-sending.ts';

/** Joins a workspace by a link. */
export default function InvitationPage() {
  const token = useLinkToken();
  const invited = useQuery({ queryKey: ['invitation'], queryFn: () => lookAtInvitation(token), retry: false });
  if (invited.data) return <Join token={token} invited={invited.data} />;
  return (
    <Door title={i18n.t('An invitation to Kith')}>
      {invited.isPending ? <SkeletonLines count={2} /> : <ProblemNote problem={invited.error} />}
    </Door>
  );
}

function Join({ token, invited }: { token: string; invited: Invited }) {
  const navigate = useNavigate();
  const { problem, busy, run } = useSending();
  const [name, setName] = useState(invited.name ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const known = invited.has_account;
  const join = async (): Promise<void> => {
    const more = { ...(known ? {} : { name }), ...(code ? { code } : {}) };
    const joined = await run(() => acceptInvitation({ token, password, ...more }));
    if (!joined) return;
    queries.clear();
    void navigate({ to: joined.workspace ? `/w/${joined.workspace.slug}` : '/' });
  };
  const text = known
    ? i18n.t('{email} has an account here already: its password lets you in.', { email: invited.email })
    : i18n.t('You will sign in as {email}.', { email: invited.email });
  return (
    <Door title={i18n.t('Join {firm}', { firm: invited.workspace.name })} text={text}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void join();
        }}
      >
        {known ? null : (
          <TextField
            label={i18n.t('Your name')}
            autoComplete="name"
            required
            autoFocus
            value={name}
            onChange={setName}
            error={issueFor(problem, 'name')}
          />
        )}
        <TextField
          label={i18n.t('Password')}
          type="password"
          autoComplete={known ? 'current-password' : 'new-password'}
          required
          {...(known
            ? {}
            : {
                minLength: 12,
                help: i18n.t('At least {count} characters. A short sentence is easiest to remember.', { count: 12 }),
              })}
          value={password}
          onChange={setPassword}
          error={issueFor(problem, 'password')}
        />
        {problem?.code === 'access.code_needed' || code ? (
          <TextField
            label={i18n.t('Code')}
            help={i18n.t('Six digits from your authenticator app, or a recovery code.')}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={code}
            onChange={setCode}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {i18n.t('Join now')}
        </Button>
      </form>
    </Door>
  );
}
