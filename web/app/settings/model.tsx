import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { applyModel, compareModel, keys, Problem, readModelFile, type ModelDifference } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, EmptyState, ProblemNote, SwitchField, toast } from '#web/kernel/ui';
import { useTask } from './use-task.ts';

/** The whole model as a file: taken from here, compared with this workspace, applied as one deed. */
export default function ModelFile() {
  const [file, setFile] = useState<unknown>(null);
  const [prune, setPrune] = useState(false);
  const { problem, busy, run } = useTask();
  // Asked again with all else after a write, also after an undo.
  const compared = useQuery({
    queryKey: [...keys.settings('model'), file, prune],
    queryFn: () => compareModel(file, prune),
    enabled: file !== null,
    retry: false,
    placeholderData: (before) => before,
  });
  const found = file === null || compared.error ? null : (compared.data?.differences ?? null);
  const refused = problem ?? compared.error;
  const choose = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const given: unknown = await chosen
      .text()
      .then(JSON.parse)
      .catch(() => undefined);
    setPrune(false);
    setFile(given ?? null);
    if (given === undefined) toast({ tone: 'problem', text: i18n.t('This file is no model: it is not JSON.') });
  };
  return (
    <div className="k-stack k-form">
      <p className="k-muted">
        {i18n.t(
          'Objects, fields, views, roles and teams stand in one readable file, without records and people. ' +
            'Keep it beside your other settings, or bring it to another workspace: what would change is shown ' +
            'first, and applying is one deed with one undo.',
        )}
      </p>
      <div className="k-row">
        <Button busy={busy} onClick={() => void run(download)}>
          {i18n.t('Download the model')}
        </Button>
        <ChooseFile busy={busy} onChoose={(chosen) => void choose(chosen)} />
      </div>
      <ProblemNote problem={refused} />
      <Faults issues={refused instanceof Problem ? (refused.body.errors ?? []) : []} />
      {found ? (
        <>
          <SwitchField
            label={i18n.t('Hide what the file does not have')}
            help={i18n.t('Fields and objects of your own; their values are kept.')}
            checked={prune}
            onChange={setPrune}
          />
          <Differences found={found} />
          {found.some((one) => one.change !== 'stay') ? (
            <Button
              className="k-self-start"
              look="primary"
              busy={busy}
              onClick={() => void run(() => applyModel(file, prune), i18n.t('The model was applied.'))}
            >
              {i18n.t('Apply the file')}
            </Button>
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function ChooseFile({ busy, onChoose }: { busy: boolean; onChoose: (file: File | undefined) => void }) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button busy={busy} onClick={() => box.current?.click()}>
        {i18n.t('Compare with a file')}
      </Button>
      <input
        ref={box}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={i18n.t('Choose a model')}
        onChange={(event) => {
          onChoose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** Where the file is wrong; what is wrong there stands above. */
function Faults({ issues }: { issues: { pointer?: string }[] }) {
  return (
    <ul className="k-lines-list">
      {issues.map(({ pointer }, at) => (
        <li key={at} className="k-setting-line">
          <code>{pointer}</code>
        </li>
      ))}
    </ul>
  );
}

function Differences({ found }: { found: ModelDifference[] }) {
  if (found.length === 0)
    return (
      <EmptyState
        picture="done"
        title={i18n.t('Nothing differs')}
        text={i18n.t('This workspace is as the file says.')}
      />
    );
  return (
    <ul className="k-lines-list" aria-label={i18n.t('What differs')}>
      {found.map(({ path, change, text }) => (
        <li key={`${change} ${path}`} className="k-setting-line">
          {i18n.locale === 'el' ? text.el : text.en}
        </li>
      ))}
    </ul>
  );
}

/** Indented and with its keys in order, as it is kept under version control. */
async function download(): Promise<void> {
  const text = `${JSON.stringify(await readModelFile(), null, 2)}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'model.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
