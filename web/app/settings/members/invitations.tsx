import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  invite,
  inviteAgain,
  issueFor,
  keys,
  listInvitations,
  withdrawInvitation,
  type SentInvitation,
} from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { Button, FormDialog, ProblemNote, SelectField, TextField } from '#web/kernel/ui';
import { useRoleChoices, useRoleName } from '../roles/role-names.ts';
import { ShowSecret } from '../show-secret.tsx';
import { useTask } from '../use-task.ts';

/** The way to ask people in, with other ways beside it, and who was asked and has not answered yet. */
export function Invitations({ others }: { others: ReactNode }) {
  const roleName = useRoleName();
  const waiting = useQuery({ queryKey: keys.settings('invitations'), queryFn: listInvitations });
  const { problem, run } = useTask();
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const again = (id: string): void => void run(() => inviteAgain(id)).then((made) => made && setSent(made));
  return (
    <>
      <div className="k-row k-wrap">
        <Button look="primary" onClick={() => setAsking(true)}>
          {i18n.t('Invite somebody')}
        </Button>
        {others}
      </div>
      <ProblemNote problem={problem ?? waiting.error} />
      {waiting.data?.length ? (
        <section className="k-part" aria-label={i18n.t('Invitations')}>
          <h2>{i18n.t('Invitations')}</h2>
          <ul className="k-lines-list">
            {waiting.data.map((one) => (
              <li key={one.id} className="k-setting-line">
                <div className="k-grow">
                  <p>
                    <strong>{one.name ?? one.email}</strong>
                  </p>
                  <p className="k-muted k-cut">
                    {one.name === null ? null : `${one.email} · `}
                    {roleName(one.role)} · {i18n.t('until {when}', { when: format.dayAndTime(one.expires_at) })}
                  </p>
                </div>
                <Button small onClick={() => again(one.id)}>
                  {i18n.t('New link')}
                </Button>
                <Button
                  small
                  onClick={() => void run(() => withdrawInvitation(one.id), i18n.t('The invitation no longer works.'))}
                >
                  {i18n.t('Withdraw')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {asking ? (
        <Ask
          onClose={() => setAsking(false)}
          onSent={(made) => {
            setAsking(false);
            setSent(made);
          }}
        />
      ) : null}
      {sent ? <Sent sent={sent} onClose={() => setSent(null)} /> : null}
    </>
  );
}

function Ask({ onClose, onSent }: { onClose: () => void; onSent: (sent: SentInvitation) => void }) {
  const { problem, busy, run } = useTask();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('member');
  const choices = useRoleChoices();
  return (
    <FormDialog
      title={i18n.t('Invite somebody')}
      onClose={onClose}
      {...{ problem, busy }}
      submit={i18n.t('Invite')}
      onSubmit={() =>
        run(() => invite({ email, name: name.trim() || null, role })).then((made) => made && onSent(made))
      }
    >
      <TextField
        label={i18n.t('E-mail')}
        type="email"
        autoFocus
        required
        value={email}
        onChange={setEmail}
        error={issueFor(problem, 'email')}
      />
      <TextField
        label={i18n.t('Name')}
        help={i18n.t('They can change it when they join.')}
        value={name}
        onChange={setName}
        error={issueFor(problem, 'name')}
      />
      <SelectField
        label={i18n.t('Role')}
        choices={choices}
        value={role}
        onChange={(value) => setRole(value ?? 'member')}
      />
    </FormDialog>
  );
}

function Sent({ sent, onClose }: { sent: SentInvitation; onClose: () => void }) {
  return (
    <ShowSecret title={i18n.t('The invitation is ready')} secret={sent.link} done={i18n.t('Done')} onClose={onClose}>
      <div>
        <p>
          {sent.mail
            ? i18n.t('A mail goes to {email}. You can give them the link yourself as well.', { email: sent.email })
            : i18n.t('No mail server is set up: give {email} this link yourself.', { email: sent.email })}
        </p>
        <p className="k-muted">{i18n.t('It works once, within seven days, and is shown only now.')}</p>
      </div>
    </ShowSecret>
  );
}
