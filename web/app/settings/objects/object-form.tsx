import { useState } from 'react';
import { issueFor, type ObjectWords, type Problem, type Texts } from '#web/kernel/api';
import { currentLanguage, i18n, type Language } from '#web/kernel/i18n';
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
  const rename = (language: Language, one: string, several: string): void => {
    setLabel({ ...label, [language]: one });
    setPlural({ ...plural, [language]: several });
  };
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
        {languages().map((language, at) => (
          <Named
            key={language}
            first={at === 0}
            language={language}
            {...{ label, plural, problem }}
            onChange={rename}
          />
        ))}
        <p className="k-muted">{i18n.t('One language is enough; the other can follow later.')}</p>
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

/** Both languages, that of the page first. */
const languages = (): Language[] => (currentLanguage() === 'el' ? ['el', 'en'] : ['en', 'el']);

// In the language of the field, whatever that of the page is.
const EXAMPLE = {
  en: { one: 'Engagement', several: 'Engagements' },
  el: { one: 'Ανάθεση', several: 'Αναθέσεις' },
};

type NamedProps = {
  language: Language;
  first: boolean;
  label: Texts;
  plural: Texts;
  problem: Problem | null;
  onChange: (language: Language, one: string, several: string) => void;
};

/** What one is called and what several are called, in one language; the plural follows as long as nobody changes it. */
function Named({ language, first, label, plural, problem, onChange }: NamedProps) {
  const [one, several] = [label[language], plural[language]];
  const follows = language === 'en' && several === pluralOf(one);
  const english = language === 'en';
  return (
    <div className="k-two">
      <TextField
        autoFocus={first}
        label={english ? i18n.t('One, in English') : i18n.t('One, in Greek')}
        placeholder={EXAMPLE[language].one}
        value={one}
        onChange={(text) => onChange(language, text, follows ? pluralOf(text) : several)}
        error={first ? issueFor(problem, 'label') : null}
      />
      <TextField
        label={english ? i18n.t('Several, in English') : i18n.t('Several, in Greek')}
        placeholder={EXAMPLE[language].several}
        value={several}
        onChange={(text) => onChange(language, one, text)}
        error={first ? issueFor(problem, 'plural') : null}
      />
    </div>
  );
}

/** The regular English plural. */
function pluralOf(word: string): string {
  if (word.trim() === '') return '';
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

/** A language that was left out takes the word of the other. */
const inBoth = ({ en, el }: Texts): Texts => ({ en: en.trim() || el.trim(), el: el.trim() || en.trim() });
