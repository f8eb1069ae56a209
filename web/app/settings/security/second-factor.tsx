import { lazy, Suspense, useState } from 'react';
import { beginTotp, confirmTotp, removeTotp } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, Chip, Dialog, ProblemNote, TextField } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';

const QrCode = lazy(() => import('./qr-code.tsx'));

type Step = { secret: string; uri: string } | { codes: string[] } | 'remove' | null;

/** A code from an authenticator app, asked at sign-in besides the password. */
export function SecondFactor() {
  const { member } = useMe();
  const { problem, busy, run } = useTask();
  const [step, setStep] = useState<Step>(null);
  return (
    <section className="k-part k-stack" aria-label={i18n.t('Second factor')}>
      <h2 className="k-row">
        {i18n.t('Second factor')}{' '}
        {member.has_totp ? <Chip tone="green">{i18n.t('On')}</Chip> : <Chip>{i18n.t('Off')}</Chip>}
      </h2>
      <p className="k-muted">
        {i18n.t(
          'With it, your password alone opens nothing: signing in also asks for six digits from an app on your phone.',
        )}
      </p>
      <ProblemNote problem={step === null ? problem : null} />
      {member.has_totp ? (
        <Button className="k-self-start" onClick={() => setStep('remove')}>
          {i18n.t('Turn off')}
        </Button>
      ) : (
        <Button className="k-self-start" busy={busy} onClick={() => void run(beginTotp).then(setStep)}>
          {i18n.t('Turn on')}
        </Button>
      )}
      {step !== null && step !== 'remove' && 'secret' in step ? (
        <Enrol step={step} onDone={(codes) => setStep(codes ? { codes } : null)} />
      ) : null}
      {step !== null && step !== 'remove' && 'codes' in step ? (
        <RecoveryCodes codes={step.codes} onClose={() => setStep(null)} />
      ) : null}
      {step === 'remove' ? <TurnOff onClose={() => setStep(null)} /> : null}
    </section>
  );
}

function Enrol(props: { step: { secret: string; uri: string }; onDone: (codes: string[] | null) => void }) {
  const [code, setCode] = useState('');
  const { problem, busy, run } = useTask();
  return (
    <Dialog title={i18n.t('Turn on the second factor')} onClose={() => props.onDone(null)}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => confirmTotp(code)).then((answer) =>
            answer ? props.onDone(answer.recovery_codes) : undefined,
          );
        }}
      >
        <p>{i18n.t('Scan this with your authenticator app. Without a camera, type the key or open the link.')}</p>
        <Suspense fallback={<span className="k-qr" aria-busy="true" />}>
          <QrCode text={props.step.uri} label={i18n.t('The key as a picture to scan')} />
        </Suspense>
        <p className="k-secret">{props.step.secret.match(/.{1,4}/g)?.join(' ')}</p>
        <a className="k-link" href={props.step.uri}>
          {i18n.t('Open in the authenticator app')}
        </a>
        <TextField
          label={i18n.t('Code from the app')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          required
          value={code}
          onChange={setCode}
        />
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={() => props.onDone(null)}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {i18n.t('Turn on')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RecoveryCodes(props: { codes: string[]; onClose: () => void }) {
  return (
    <Dialog
      title={i18n.t('Keep these codes')}
      onClose={props.onClose}
      actions={
        <Button look="primary" onClick={props.onClose}>
          {i18n.t('I kept them')}
        </Button>
      }
    >
      <p>{i18n.t('Each opens your account once if the phone is lost. They are not shown again.')}</p>
      <ul className="k-codes">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const { problem, busy, run } = useTask();
  return (
    <Dialog title={i18n.t('Turn off the second factor')} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => removeTotp(password).then(() => true), i18n.t('The second factor is off.')).then((done) =>
            done ? onClose() : undefined,
          );
        }}
      >
        <TextField
          label={i18n.t('Password')}
          type="password"
          autoComplete="current-password"
          autoFocus
          required
          value={password}
          onChange={setPassword}
        />
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="danger" type="submit" busy={busy}>
            {i18n.t('Turn off')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
