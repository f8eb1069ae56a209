import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getSetup, issueFor, Problem, queries, sendSetup, type SetupAnswer, type SetupInput } from '#web/kernel/api';
import { currentLanguage, i18n } from '#web/kernel/i18n';
import { Button, ProblemNote, SelectField, TextField } from '#web/kernel/ui';
import { Door } from './door.tsx';
import { SampleProgress } from './sample-progress.tsx';
import { currencies, regions, timeZones } from './places.ts';

/** The server refuses shorter passwords; the form says so before it is sent. */
const LEAST_PASSWORD = 12;

/** The first page of a new installation: the firm, its owner, with or without sample data. */
export default function SetupPage() {
  const state = useQuery({ queryKey: ['setup'], queryFn: getSetup });
  const [input, setInput] = useState<SetupInput>(startInput);
  const [token, setToken] = useState('');
  const { problem, busy, made, send } = useSetup();
  const set = (key: keyof SetupInput) => (value: string | null) =>
    setInput((before) => ({ ...before, [key]: value ?? '' }));
  if (made) return <SampleProgress job={made.sample_job} slug={made.workspace.slug} />;
  if (state.data && !state.data.needed) return <Navigate to="/sign-in" replace />;
  const text = (key: 'workspace' | 'name' | 'email' | 'password') => ({
    value: input[key],
    onChange: set(key),
    error: issueFor(problem, key),
    required: true,
  });
  return (
    <Door
      wide
      title={i18n.t('Welcome to Kith')}
      text={i18n.t('Two minutes, then you can work. Everything here can be changed later.')}
    >
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send(input, token);
        }}
      >
        <TextField label={i18n.t('Name of your firm')} autoFocus autoComplete="organization" {...text('workspace')} />
        <div className="k-two">
          <TextField label={i18n.t('Your name')} autoComplete="name" {...text('name')} />
          <TextField label={i18n.t('E-mail')} type="email" autoComplete="username" {...text('email')} />
        </div>
        <TextField
          label={i18n.t('Password')}
          type="password"
          autoComplete="new-password"
          minLength={LEAST_PASSWORD}
          help={i18n.t('At least {count} characters. A short sentence is easiest to remember.', {
            count: LEAST_PASSWORD,
          })}
          {...text('password')}
        />
        <PlaceFields input={input} onSet={set} />
        <SampleChoice sample={input.sample} onChange={(sample) => setInput({ ...input, sample })} />
        {state.data?.token_required ? (
          <TextField
            label={i18n.t('Setup token')}
            help={i18n.t('The server wrote it on its console when it started.')}
            required
            value={token}
            onChange={setToken}
          />
        ) : null}
        <ProblemNote problem={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {i18n.t('Create the workspace')}
        </Button>
      </form>
    </Door>
  );
}

type PlaceProps = { input: SetupInput; onSet: (key: keyof SetupInput) => (value: string | null) => void };

function PlaceFields({ input, onSet }: PlaceProps) {
  return (
    <div className="k-two">
      <SelectField label={i18n.t('Country')} choices={regions()} value={input.region} onChange={onSet('region')} />
      <SelectField
        label={i18n.t('Currency')}
        choices={currencies()}
        value={input.currency}
        onChange={onSet('currency')}
      />
      <SelectField
        label={i18n.t('Time zone')}
        choices={timeZones()}
        value={input.time_zone}
        onChange={onSet('time_zone')}
      />
      <SelectField
        label={i18n.t('Language')}
        choices={[
          { value: 'en', label: 'English' },
          { value: 'el', label: 'Ελληνικά' },
        ]}
        value={input.language}
        onChange={onSet('language')}
      />
    </div>
  );
}

const startInput = (): SetupInput => ({
  workspace: '',
  name: '',
  email: '',
  password: '',
  sample: true,
  language: currentLanguage(),
  region: 'CY',
  time_zone: 'Asia/Nicosia',
  currency: 'EUR',
});

function useSetup() {
  const [made, setMade] = useState<SetupAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (input: SetupInput, token: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await sendSetup(input, token);
      queries.clear();
      setMade(answer);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  };
  return { problem, busy, made, send };
}

function SampleChoice(props: { sample: boolean; onChange: (sample: boolean) => void }) {
  const card = (sample: boolean, title: string, text: string) => (
    <label className="k-choice-card">
      <input type="radio" name="sample" checked={props.sample === sample} onChange={() => props.onChange(sample)} />
      <strong>{title}</strong>
      <span className="k-muted">{text}</span>
    </label>
  );
  return (
    <fieldset>
      <legend className="k-label">{i18n.t('Start with')}</legend>
      <div className="k-choice-cards">
        {card(
          true,
          i18n.t('With sample data'),
          i18n.t('A small firm with customers and their history, to look around. It can be removed in one step.'),
        )}
        {card(false, i18n.t('Empty'), i18n.t('Bring your own files next; nothing to clean up.'))}
      </div>
    </fieldset>
  );
}
