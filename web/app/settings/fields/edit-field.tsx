import { useState } from 'react';
import { changeField, issueFor, type Field, type Filter, type ObjectType, type Texts } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, wireFilter } from '#web/kernel/objects';
import { Button, CheckField, Dialog, ProblemNote, TextArea, TextField, toast } from '#web/kernel/ui';
import { useTask } from '../use-task.ts';
import { draftOptions, optionsToSend } from './draft-options.ts';
import { FirstValue, mayBegin } from './first-value.tsx';
import { FormulaEditor } from './formula-editor.tsx';
import { OptionsEditor } from './options-editor.tsx';
import { RequiredNote } from './required-note.tsx';
import { followJob } from './follow-job.ts';
import { ShowIf } from './show-if.tsx';
import { mayBeUnique, UniqueNote } from './unique-note.tsx';

/** Renames a field in both languages, changes its help and its choices. Values of records are never
 * touched, but those that another formula works out. */
export function EditField({ object, field, onClose }: { object: ObjectType; field: Field; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  const [label, setLabel] = useState(field.label);
  const [help, setHelp] = useState(field.help ?? { en: '', el: '' });
  const [options, setOptions] = useState(() => draftOptions(field.options ?? []));
  const [required, setRequired] = useState(field.required);
  const [sensitive, setSensitive] = useState(field.sensitive);
  const [unique, setUnique] = useState(field.unique);
  const dated = field.type === 'dated_relation';
  const choosing = field.options !== null && (!field.read_only || dated);
  const mayRequire = field.custom && !field.read_only;
  const [begins, setBegins] = useState<unknown>(field.default ?? null);
  const [shown, setShown] = useState((field.show_if ?? null) as Filter | null);
  const [formula, setFormula] = useState(field.formula ?? '');
  const save = async (): Promise<void> => {
    const helped = help.en.trim() || help.el.trim();
    const patch = {
      label: { en: label.en.trim() || label.el.trim(), el: label.el.trim() || label.en.trim() },
      help: helped ? { en: help.en.trim() || helped, el: help.el.trim() || helped } : null,
      ...(choosing ? { options: optionsToSend(options) } : {}),
      ...(mayRequire && required !== field.required ? { required } : {}),
      ...(unique === field.unique ? {} : { unique }),
      ...(sensitive === field.sensitive ? {} : { sensitive }),
      ...(same(begins, field.default ?? null) ? {} : { default: begins }),
      ...(same(shown, field.show_if ?? null) ? {} : { show_if: wireFilter(shown) }),
      ...(field.formula && formula !== field.formula ? { formula } : {}),
    };
    const changed = await run(() => changeField(object.api, field.key, patch), i18n.t('Field saved.'));
    if (!changed) return;
    onClose();
    if (unique && changed.data.job_id) tellUnique(await followJob(changed.data.job_id), fieldLabel(field));
  };
  return (
    <Dialog wide title={i18n.t('Edit the field “{name}”', { name: fieldLabel(field) })} onClose={onClose}>
      <form
        className="k-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <NameAndHelp label={label} onLabel={setLabel} help={help} onHelp={setHelp} />
        <p className="k-row k-wrap">
          {mayRequire ? <CheckField label={i18n.t('Required')} checked={required} onChange={setRequired} /> : null}
          {mayBeUnique(field) ? <CheckField label={i18n.t('Unique')} checked={unique} onChange={setUnique} /> : null}
          {dated ? null : <CheckField label={i18n.t('Personal data')} checked={sensitive} onChange={setSensitive} />}
        </p>
        <MarkNotes object={object} field={field} unique={unique} required={required} />
        {mayBegin(field) ? (
          <FirstValue field={field} value={begins} onChange={setBegins} error={issueFor(problem, 'default')} />
        ) : null}
        {field.key === object.title || dated ? null : (
          <ShowIf object={object} field={field} condition={shown} onChange={setShown} required={required} />
        )}
        {field.formula ? (
          <FormulaEditor object={object} formula={formula} field={field.key} onChange={setFormula} />
        ) : null}
        {choosing ? <OptionsEditor options={options} fixed={!field.options_open} onChange={setOptions} /> : null}
        <p className="k-muted">{i18n.t('In the API it stays {name}.', { name: field.key })}</p>
        <ProblemNote problem={problem} />
        <div className="k-dialog-foot">
          <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!label.en.trim() && !label.el.trim()}>
            {i18n.t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Says what became of it; equal values may have been written while the index was built. */
function tellUnique(result: { unique: boolean } | null, name: string): void {
  if (result?.unique) toast({ text: i18n.t('{name} is unique from now on.', { name }) });
  else
    toast({
      tone: 'problem',
      text: i18n.t('{name} is not unique: records were given the same value meanwhile. Try again.', { name }),
    });
}

type NotesProps = { object: ObjectType; field: Field; unique: boolean; required: boolean };

/** What a mark that is about to be set means for the records there are. */
function MarkNotes({ object, field, unique, required }: NotesProps) {
  return (
    <>
      {unique && !field.unique ? <UniqueNote object={object} field={field} /> : null}
      {required && !field.required ? <RequiredNote object={object} field={field} /> : null}
    </>
  );
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type NamingProps = { label: Texts; onLabel: (label: Texts) => void; help: Texts; onHelp: (help: Texts) => void };

/** What the field is called and what is said beside it, in both languages. */
function NameAndHelp({ label, onLabel, help, onHelp }: NamingProps) {
  return (
    <>
      <div className="k-two">
        <TextField
          autoFocus
          label={i18n.t('Name in English')}
          value={label.en}
          onChange={(en) => onLabel({ ...label, en })}
        />
        <TextField label={i18n.t('Name in Greek')} value={label.el} onChange={(el) => onLabel({ ...label, el })} />
      </div>
      <div className="k-two">
        <TextArea
          rows={2}
          label={i18n.t('Help in English')}
          value={help.en}
          onChange={(en) => onHelp({ ...help, en })}
        />
        <TextArea rows={2} label={i18n.t('Help in Greek')} value={help.el} onChange={(el) => onHelp({ ...help, el })} />
      </div>
    </>
  );
}
