import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changePassword,
  endOtherSessions,
  endSession,
  issueFor,
  keys,
  listSessions,
  type Session,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, Chip, ProblemNote, SkeletonLines, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { Passkeys } from './passkeys.tsx';
import { SignIns } from './sign-ins.tsx';
import { SecondFactor } from './second-factor.tsx';

/** Password, second factor, open sessions. */
export default function Security() {
  const { member } = useMe();
  return (
    <div className="k-stack k-form">
      {member.by_provider ? <ByProvider /> : <OwnWays />}
      <Sessions />
      <section className="k-part" aria-label={i18n.t('Your sign-ins')}>
        <h2>{i18n.t('Your sign-ins')}</h2>
        <SignIns />
      </section>
    </div>
  );
}

const OwnWays = () => (
  <>
    <PasswordForm />
    <SecondFactor />
    <Passkeys />
  </>
);

const ByProvider = () => (
  <section className="k-part" aria-label={i18n.t('How you sign in')}>
    <h2>{i18n.t('How you sign in')}</h2>
    <p className="k-muted">
      {i18n.t('By your firm’s service, which asks for your password and second factor. They are changed there.')}
    </p>
  </section>
);

function PasswordForm() {
  const { problem, busy, run } = useTask();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const save = async (): Promise<void> => {
    const answer = await run(
      () => changePassword({ old, new: next }).then(() => true),
      i18n.t('Password changed; other devices were signed out.'),
    );
    if (!answer) return;
    setOld('');
    setNext('');
  };
  return (
    <form
      className="k-stack k-part"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{i18n.t('Password')}</h2>
      <ProblemNote problem={problem} />
      <TextField
        label={i18n.t('Present password')}
        type="password"
        autoComplete="current-password"
        required
        value={old}
        onChange={setOld}
      />
      <TextField
        label={i18n.t('New password')}
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        help={i18n.t('At least {count} characters. A short sentence is easiest to remember.', { count: 12 })}
        error={issueFor(problem, 'new')}
        value={next}
        onChange={setNext}
      />
      <Button type="submit" busy={busy} className="k-self-start">
        {i18n.t('Change password')}
      </Button>
    </form>
  );
}

function Sessions() {
  const { run } = useTask();
  const sessions = useQuery({ queryKey: keys.settings('sessions'), queryFn: listSessions });
  return (
    <section className="k-part" aria-label={i18n.t('Where you are signed in')}>
      <h2>{i18n.t('Where you are signed in')}</h2>
      {sessions.isPending ? <SkeletonLines count={3} /> : null}
      <ProblemNote problem={sessions.error} />
      <ul className="k-lines-list">
        {(sessions.data ?? []).map((session: Session) => (
          <li key={session.id} className="k-setting-line">
            <div className="k-grow">
              <p>
                <strong>{session.device}</strong>{' '}
                {session.current ? <Chip tone="green">{i18n.t('This one')}</Chip> : null}
              </p>
              <p className="k-muted">
                {session.address} · {i18n.t('last seen {when}', { when: format.relativeTime(session.last_seen_at) })}
              </p>
            </div>
            {session.current ? null : (
              <Button small onClick={() => void run(() => endSession(session.id), i18n.t('Signed out there.'))}>
                {i18n.t('Sign out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(sessions.data ?? []).length > 1 ? (
        <Button
          className="k-self-start"
          onClick={() => void run(() => endOtherSessions(), i18n.t('Signed out everywhere else.'))}
        >
          {i18n.t('Sign out everywhere else')}
        </Button>
      ) : null}
    </section>
  );
}
