import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getProvider, issueFor, keys, removeProvider, setProvider, type Provider } from '#web/kernel/api';
import { format, i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, Dialog, ProblemNote, SelectField, SkeletonLines, SwitchField, TextField } from '#web/kernel/ui';
import { useRoles } from '../roles/role-names.ts';
import { useTask } from '../use-task.ts';

/** By which service the people of the firm sign in. */
export default function SingleSignOn() {
  const { member } = useMe();
  const found = useQuery({ queryKey: keys.settings('single-sign-on'), queryFn: getProvider });
  if (found.isPending) return <SkeletonLines count={6} />;
  if (!found.data) return <ProblemNote problem={found.error} />;
  return (
    <div className="k-stack k-form">
      <section className="k-part k-stack" aria-label={i18n.t('Register Kith there first')}>
        <h2>{i18n.t('Register Kith there first')}</h2>
        <p className="k-muted">
          {i18n.t('As a web application of OpenID Connect (code flow with PKCE), with this address to return to:')}
        </p>
        <p className="k-secret">{found.data.redirect_uri}</p>
      </section>
      {member.role === 'owner' ? null : <p>{i18n.t('Only an owner can change this.')}</p>}
      <ProviderForm
        key={found.data.provider?.secret_set_at ?? 'none'}
        told={found.data.provider}
        mine={member.role === 'owner'}
      />
    </div>
  );
}

function ProviderForm({ told, mine }: { told: Provider['provider']; mine: boolean }) {
  const { problem, busy, run } = useTask();
  const [removing, setRemoving] = useState(false);
  const [issuer, setIssuer] = useState(told?.issuer ?? '');
  const [client, setClient] = useState(told?.client_id ?? '');
  const [secret, setSecret] = useState('');
  const [domains, setDomains] = useState(told?.domains.join(', ') ?? '');
  const [role, setRole] = useState(told?.newcomer_role ?? null);
  const [active, setActive] = useState(told?.active ?? true);
  const [only, setOnly] = useState(told?.only_way ?? false);
  const save = (): Promise<unknown> => {
    const listed = domains.split(/[\s,]+/).filter(Boolean);
    const values = { issuer, client_id: client, domains: listed, newcomer_role: role, active, only_way: only };
    return run(() => setProvider({ ...values, ...(secret ? { client_secret: secret } : {}) }), i18n.t('Saved.'));
  };
  const set = told?.secret_set_at;
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={i18n.t('Address of the service (issuer)')}
        help={i18n.t('Exactly as the service writes it, such as https://login.example.com.')}
        required
        value={issuer}
        onChange={setIssuer}
        error={issueFor(problem, 'issuer')}
      />
      <TextField label={i18n.t('Client ID')} required value={client} onChange={setClient} />
      <TextField
        label={i18n.t('Client secret')}
        type="password"
        autoComplete="off"
        help={set ? i18n.t('Set {when}. Leave it empty to keep it.', { when: format.relativeTime(set) }) : undefined}
        value={secret}
        onChange={setSecret}
        error={issueFor(problem, 'client_secret')}
      />
      <TextField
        label={i18n.t('Domains of your firm')}
        help={i18n.t('Only people with an address of these come in, such as example.com.')}
        required
        value={domains}
        onChange={setDomains}
      />
      <NewcomerRole value={role} onChange={setRole} />
      <SwitchField label={i18n.t('People can sign in by it')} checked={active} onChange={setActive} />
      <SwitchField
        label={i18n.t('It is the only way in, but for owners with a second factor')}
        checked={only}
        onChange={setOnly}
      />
      <ProblemNote problem={problem} />
      {mine ? (
        <div className="k-row">
          <Button look="primary" type="submit" busy={busy}>
            {i18n.t('Save')}
          </Button>
          {told ? <Button onClick={() => setRemoving(true)}>{i18n.t('Remove')}</Button> : null}
        </div>
      ) : null}
      {removing ? <Removing onClose={() => setRemoving(false)} /> : null}
    </form>
  );
}

/** The role of whoever comes for the first time; none that administers. */
function NewcomerRole(props: { value: string | null; onChange: (role: string | null) => void }) {
  const choices = useRoles().filter(({ key, rights }) => key !== 'owner' && rights?.administers === false);
  return (
    <SelectField
      label={i18n.t('Whoever comes for the first time gets the role')}
      clearable
      placeholder={i18n.t('None: only members come in')}
      choices={choices.map(({ key, name }) => ({ value: key, label: name }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}

function Removing({ onClose }: { onClose: () => void }) {
  const { problem, busy, run } = useTask();
  return (
    <Dialog
      title={i18n.t('Remove single sign-on?')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button
            look="danger"
            busy={busy}
            onClick={() =>
              void run(() => removeProvider().then(() => true), i18n.t('Removed.')).then((done) => done && onClose())
            }
          >
            {i18n.t('Remove')}
          </Button>
        </>
      }
    >
      <p>{i18n.t('Whoever signed in by it is signed out, and whom it knew is forgotten. Members stay.')}</p>
      <ProblemNote problem={problem} />
    </Dialog>
  );
}
