import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { askReset, confirmReset, issueFor } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, TextField, toast } from '#web/kernel/ui';

import { Door } from './door.tsx';
import { useLinkToken } from './link-token.ts';
import { useSending } from './use-sending.ts';

/** Asks for a link to a new password, or sets it where one came by a link. */
export default function ResetPage() {
  const token = useLinkToken();
  return token ? <NewPassword token={token} /> : <AskLink />;
}

function AskLink() {
  const { problem, busy, run } = useSending();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState<{ mail: boolean } | null>(null);
  if (asked) {
    return (
      <Door
        title={asked.mail ? i18n.t('Look into your mail') : i18n.t('Ask an administrator')}
        text={
          asked.mail
            ? i18n.t('If {email} has an account here, a link is on its way. It works for an hour.', { email })
            : i18n.t('This installation sends no mail. Whoever runs it can set up a mail server.')
        }
      >
        <BackLink />
      </Door>
    );
  }
  return (
    <Door title={i18n.t('A new password')} text={i18n.t('We send you a link by which you choose one.')}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => askReset(email)).then(setAsked);
        }}
      >
        <TextField
          label={i18n.t('E-mail')}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <ProblemNote problem={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {i18n.t('Send the link')}
        </Button>
        <BackLink />
      </form>
    </Door>
  );
}

function NewPassword({ token }: { token: string }) {
  const navigate = useNavigate();
  const { problem, busy, run } = useSending();
  const [password, setPassword] = useState('');
  const save = async (): Promise<void> => {
    if (!(await run(() => confirmReset(token, password).then(() => true)))) return;
    toast({ text: i18n.t('Your new password holds. Sign in with it.') });
    void navigate({ to: '/sign-in' });
  };
  return (
    <Door title={i18n.t('Choose a new password')} text={i18n.t('You are signed out everywhere then.')}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={i18n.t('New password')}
          type="password"
          autoComplete="new-password"
          required
          autoFocus
          minLength={12}
          help={i18n.t('At least {count} characters. A short sentence is easiest to remember.', { count: 12 })}
          error={issueFor(problem, 'password')}
          value={password}
          onChange={setPassword}
        />
        <ProblemNote problem={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {i18n.t('Save')}
        </Button>
        <BackLink />
      </form>
    </Door>
  );
}

const BackLink = () => (
  <Link to="/sign-in" className="k-link">
    {i18n.t('Back to signing in')}
  </Link>
);
