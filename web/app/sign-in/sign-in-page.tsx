import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Problem, queries, signIn } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, TextField } from '#web/kernel/ui';
import { Door } from './door.tsx';
import { localPath } from './local-path.ts';

const OtherWays = lazy(() => import('./other-ways.tsx'));

/** Sign in with e-mail and password, and a code where one is set up. */
export function SignInPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { problem, busy, needsCode, send } = useSignIn();
  return (
    <Door title={i18n.t('Sign in to Kith')}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send({ email, password, ...(code ? { code } : {}) });
        }}
      >
        <TextField
          label={i18n.t('E-mail')}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={i18n.t('Password')}
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        {needsCode ? (
          <TextField
            label={i18n.t('Code')}
            help={i18n.t('Six digits from your authenticator app, or a recovery code.')}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            value={code}
            onChange={setCode}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {i18n.t('Sign in')}
        </Button>
        <Suspense>
          <OtherWays email={email} />
        </Suspense>
        <Link to="/reset" className="k-link">
          {i18n.t('Forgot the password?')}
        </Link>
      </form>
    </Door>
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [problem, setProblem] = useState<Problem | null>(null);
  const [needsCode, setNeedsCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (input: Parameters<typeof signIn>[0]): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { workspace } = await signIn(input);
      queries.clear();
      void navigate({ to: localPath(next) ?? (workspace ? `/w/${workspace.slug}` : '/') });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.code === 'access.code_needed' && !needsCode) setNeedsCode(true);
      else setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, needsCode, send };
}
