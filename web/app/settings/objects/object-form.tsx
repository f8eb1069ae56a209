import { useState } from 'react';
import { issueFor, type ObjectWords, type Problem, type Texts } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, Dialog, Icon, ProblemNote, TextField } from '#web/kernel/ui';

const icons =
  'briefcase box building home car calendar file coin tag target affiliate heart school world message puzzle'.split(
    ' ',
  );

type FormProps = {
  title: string;
  action: string;
  given?: ObjectWords;
  problem: Problem | null;
  busy: boolean;
  onSave: (words: ObjectWords) => void;
  onClose: () => void;
};

const none: Texts = { en: '', el: '' };

/** What an object is called, one of it and several, in both languages, and its icon. */
export function ObjectForm({ title, action, given, problem, busy, onSave, onClose }: FormProps) {
  const [label, setLabel] = useState(given?.label ?? none);
  const [plural, setPlural] = useState(given?.plural ?? none);
  const [icon, setIcon] = useState(given?.icon ?? 'briefcase');
  const named = (words: Texts): boolean => Boolean(words.en.trim() || words.el.trim());
  const save = (): void => onSave({ label: inBoth(label), plural: inBoth(plural), icon });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="k-two">
          <TextField
            autoFocus
            label={i18n.t('One, in English')}
            placeholder={i18n.t('Engagement')}
            value={label.en}
            onChange={(en) => setLabel({ ...label, en })}
            error={issueFor(problem, 'label')}
          />
          <TextField
            label={i18n.t('Several, in English')}
            placeholder={i18n.t('Engagements')}
            value={plural.en}
            onChange={(en) => setPlural({ ...plural, en })}
            error={issueFor(problem, 'plural')}
          />
          <TextField label={i18n.t('One, in Greek')} value={label.el} onChange={(el) => setLabel({ ...label, el })} />
          <TextField
            label={i18n.t('Several, in Greek')}
            value={plural.el}
            onChange={(el) => setPlural({ ...plural, el })}
          />
        </div>
        <fieldset className="k-icon-choice">
          <legend className="k-label">{i18n.t('Icon')}</legend>
          {icons.map((name) => (
            <label key={name} title={name}>
              <input
                type="radio"
                name="icon"
                aria-label={name}
                checked={icon === name}
                onChange={() => setIcon(name)}
              />
              <Icon name={name} size={20} />
            </label>
          ))}
        </fieldset>
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!named(label) || !named(plural)}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A language that was left out takes the word of the other. */
const inBoth = ({ en, el }: Texts): Texts => ({ en: en.trim() || el.trim(), el: el.trim() || en.trim() });
