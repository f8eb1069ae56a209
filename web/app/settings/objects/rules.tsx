import { useState } from 'react';
import { changeObject, type ObjectRule, type ObjectType } from '#web/kernel/api';
import { i18n, inLanguage } from '#web/kernel/i18n';
import { objectLabel } from '#web/kernel/objects';
import { Button, Dialog, ProblemNote, TextField } from '#web/kernel/ui';
import { FormulaEditor } from '../fields/formula-editor.tsx';
import { useTask } from '../use-task.ts';

/** What has to be so of every record of an object: formulas, each with what is told where it is not so. */
export function Rules({ object, onClose }: { object: ObjectType; onClose: () => void }) {
  const rules = object.rules ?? [];
  const { problem, busy, run } = useTask();
  // The place of the rule that is changed; behind the last one for a new one.
  const [at, setAt] = useState<number | null>(rules.length === 0 ? 0 : null);
  const save = async (next: ObjectRule[]): Promise<void> => {
    if (await run(() => changeObject(object.api, { rules: next }), i18n.t('Rules saved.'))) setAt(null);
  };
  return (
    <Dialog wide title={i18n.t('Rules of {what}', { what: objectLabel(object, true) })} onClose={onClose}>
      <div className="k-stack">
        <p className="k-muted">
          {i18n.t(
            'Each holds for every record that somebody writes. What imports, merges and undo bring is not refused.',
          )}
        </p>
        <ul className="k-lines-list">
          {rules.map((rule, place) => (
            <li key={rule.formula} className="k-setting-line">
              <div className="k-grow">
                <strong>{inLanguage(rule.message)}</strong>
                <p className="k-muted">{rule.formula}</p>
              </div>
              <Button
                small
                aria-label={i18n.t('Change {name}', { name: inLanguage(rule.message) })}
                onClick={() => setAt(place)}
              >
                {i18n.t('Change')}
              </Button>
              <Button
                small
                aria-label={i18n.t('Remove {name}', { name: inLanguage(rule.message) })}
                onClick={() => void save(rules.filter((one) => one !== rule))}
              >
                {i18n.t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
        {at === null ? (
          <Button className="k-self-start" onClick={() => setAt(rules.length)}>
            {i18n.t('Add a rule')}
          </Button>
        ) : (
          <RuleForm
            key={at}
            object={object}
            given={rules[at]}
            busy={busy}
            onSave={(rule) => void save(rules.toSpliced(at, 1, rule))}
            onCancel={() => (rules.length > 0 ? setAt(null) : onClose())}
          />
        )}
        <ProblemNote problem={problem} />
      </div>
    </Dialog>
  );
}

type FormProps = {
  object: ObjectType;
  given: ObjectRule | undefined;
  busy: boolean;
  onSave: (rule: ObjectRule) => void;
  onCancel: () => void;
};

function RuleForm({ object, given, busy, onSave, onCancel }: FormProps) {
  const [formula, setFormula] = useState(given?.formula ?? '');
  const [message, setMessage] = useState(given?.message ?? { en: '', el: '' });
  const told = { en: message.en.trim() || message.el.trim(), el: message.el.trim() || message.en.trim() };
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ formula, message: told });
      }}
    >
      <FormulaEditor
        object={object}
        formula={formula}
        onChange={setFormula}
        help={i18n.t('Yes where it is well, such as: blank(amount) or amount > 0')}
      />
      <div className="k-two">
        <TextField
          label={i18n.t('What is told, in English')}
          value={message.en}
          onChange={(en) => setMessage({ ...message, en })}
        />
        <TextField
          label={i18n.t('What is told, in Greek')}
          value={message.el}
          onChange={(el) => setMessage({ ...message, el })}
        />
      </div>
      <div className="k-dialog-foot">
        <Button onClick={onCancel}>{i18n.t('Cancel')}</Button>
        <Button look="primary" type="submit" busy={busy} disabled={!formula.trim() || !told.en}>
          {i18n.t('Save the rule')}
        </Button>
      </div>
    </form>
  );
}
