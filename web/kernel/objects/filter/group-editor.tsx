import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, IconButton, SelectField } from '#web/kernel/ui';
import { findObject, objectLabel } from '../model/model.ts';
import { useObjects } from '../model/use-model.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { isComplete, isGroup, type FilterGroup, type FilterPart } from './filter-tree.ts';
import { partWords } from './filter-words.ts';

/** A group of sentences, and groups within it, changed together and asked when all is said. */
export function GroupEditor(props: {
  object: ObjectType;
  group: FilterGroup;
  onDone: (group: FilterGroup | null) => void;
}) {
  const [draft, setDraft] = useState(props.group);
  return (
    <div className="k-stack">
      <GroupFields object={props.object} group={draft} onChange={setDraft} />
      <div className="k-row k-end">
        <Button small onClick={() => props.onDone(null)}>
          {i18n.t('Cancel')}
        </Button>
        <Button small look="primary" disabled={!isComplete(draft)} onClick={() => props.onDone(draft)}>
          {i18n.t('Apply')}
        </Button>
      </div>
    </div>
  );
}

type FieldsProps = { object: ObjectType; group: FilterGroup; onChange: (group: FilterGroup) => void };

function GroupFields({ object, group, onChange }: FieldsProps) {
  const target = findObject(useObjects(), group.of?.api ?? '');
  const [open, setOpen] = useState<number | 'new' | null>(group.parts.length === 0 ? 'new' : null);
  const about = target ?? object;
  const set = (parts: FilterPart[]): void => {
    onChange({ ...group, parts });
    setOpen(null);
  };
  const put = (at: number, part: FilterPart): void => set(group.parts.map((one, index) => (index === at ? part : one)));
  return (
    <div className="k-filter-group">
      {group.of && target ? (
        <SelectField
          label={objectLabel(target, true)}
          choices={[
            { value: 'some_of', label: i18n.t('has at least one') },
            { value: 'none_of', label: i18n.t('has none') },
          ]}
          value={group.of.kind}
          onChange={(kind) => {
            if (group.of) onChange({ ...group, of: { ...group.of, kind: kind === 'none_of' ? 'none_of' : 'some_of' } });
          }}
        />
      ) : null}
      <SelectField
        label={i18n.t('What has to be so')}
        choices={[
          { value: 'all', label: i18n.t('all of these') },
          { value: 'any', label: i18n.t('any of these') },
          { value: 'none', label: i18n.t('none of these') },
        ]}
        value={group.join}
        onChange={(join) => onChange({ ...group, join: (join ?? 'all') as FilterGroup['join'] })}
      />
      <ul className="k-stack">
        {group.parts.map((part, at) => (
          <li key={at}>
            <PartLine
              object={about}
              part={part}
              open={open === at}
              onOpen={() => setOpen(open === at ? null : at)}
              onChange={(next) =>
                isGroup(next) ? onChange({ ...group, parts: replaced(group.parts, at, next) }) : put(at, next)
              }
              onClose={() => setOpen(null)}
              onRemove={() => set(group.parts.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <ConditionEditor
          within
          object={about}
          condition={null}
          onDone={(part) => (part ? set([...group.parts, part]) : setOpen(null))}
          onGroup={(made) => {
            onChange({ ...group, parts: [...group.parts, made] });
            setOpen(group.parts.length);
          }}
        />
      ) : (
        <Button small look="quiet" icon={<IconPlus size={14} stroke={1.75} />} onClick={() => setOpen('new')}>
          {i18n.t('Add a sentence')}
        </Button>
      )}
    </div>
  );
}

const replaced = (parts: FilterPart[], at: number, part: FilterPart): FilterPart[] =>
  parts.map((one, index) => (index === at ? part : one));

type LineProps = {
  object: ObjectType;
  part: FilterPart;
  open: boolean;
  onOpen: () => void;
  onChange: (part: FilterPart) => void;
  onClose: () => void;
  onRemove: () => void;
};

function PartLine({ object, part, open, onOpen, onChange, onClose, onRemove }: LineProps) {
  const objects = useObjects();
  const words = partWords(object, part, objects);
  return (
    <>
      <div className="k-row">
        <button type="button" className="k-filter-line k-grow" aria-expanded={open} onClick={onOpen}>
          {isGroup(part) && part.parts.length === 0 && !part.of ? i18n.t('an empty group') : words}
        </button>
        <IconButton
          small
          label={i18n.t('Remove the filter {words}', { words })}
          icon={<IconX size={14} stroke={1.75} />}
          onClick={onRemove}
        />
      </div>
      {open && isGroup(part) ? <GroupFields object={object} group={part} onChange={onChange} /> : null}
      {open && !isGroup(part) ? (
        <ConditionEditor
          within
          object={object}
          condition={part}
          onDone={(next) => (next ? onChange(next) : onClose())}
        />
      ) : null}
    </>
  );
}
