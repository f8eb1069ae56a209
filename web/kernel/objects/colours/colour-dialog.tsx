import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ColourRule, Filter, ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { Button, ColourChip, Dialog, IconButton, moveItem, SelectField } from '#web/kernel/ui';
import { FilterBar } from '../filter/filter-bar.tsx';
import { useObjects } from '../model/use-model.ts';
import { ruleWords } from './use-colours.ts';
import './colours.css';

/** The server looks at a record with no more rules than these. */
const MOST = 10;

type Colour = ColourRule['colour'];
type Draft = { key: number; filter: Filter | null; colour: Colour };

const colours = (): { value: Colour; label: string }[] => [
  { value: 'green', label: i18n.t('Green') },
  { value: 'amber', label: i18n.t('Amber') },
  { value: 'red', label: i18n.t('Red') },
  { value: 'blue', label: i18n.t('Blue') },
  { value: 'violet', label: i18n.t('Violet') },
  { value: 'teal', label: i18n.t('Teal') },
  { value: 'grey', label: i18n.t('Grey') },
];

type DialogProps = {
  object: ObjectType;
  rules: ColourRule[];
  onChange: (rules: ColourRule[]) => void;
  onClose: () => void;
};

/** What the colours of a list mean, and which records get which: the first rule that fits a record colours it. */
export default function ColourDialog({ object, rules, onChange, onClose }: DialogProps) {
  const [drafts, setDrafts] = useState<Draft[]>(rules.map((rule, key) => ({ ...rule, key })));
  const set = (next: Draft[]): void => {
    setDrafts(next);
    // A rule without a condition would colour everything, and is only on its way to one.
    onChange(next.flatMap(({ filter, colour }) => (filter ? [{ filter, colour }] : [])));
  };
  const unused = colours().find(({ value }) => !drafts.some((one) => one.colour === value))?.value ?? 'grey';
  const add = (): void =>
    setDrafts([...drafts, { key: Math.max(-1, ...drafts.map((one) => one.key)) + 1, filter: null, colour: unused }]);
  return (
    <Dialog
      wide
      title={i18n.t('Colours')}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {i18n.t('Done')}
        </Button>
      }
    >
      <p className="k-muted">{i18n.t('The first rule that fits a record gives it its colour.')}</p>
      <ol className="k-colour-rules">
        {drafts.map((draft, at) => (
          <Rule
            key={draft.key}
            object={object}
            draft={draft}
            at={at}
            count={drafts.length}
            onChange={(next) => set(drafts.map((one) => (one === draft ? next : one)))}
            onMove={(to) => set(moveItem(drafts, at, to))}
            onRemove={() => set(drafts.filter((one) => one !== draft))}
          />
        ))}
      </ol>
      <Button
        small
        look="quiet"
        icon={<IconPlus size={14} stroke={1.75} />}
        disabled={drafts.length >= MOST}
        onClick={add}
      >
        {i18n.t('Add a rule')}
      </Button>
    </Dialog>
  );
}

type RuleProps = {
  object: ObjectType;
  draft: Draft;
  at: number;
  count: number;
  onChange: (draft: Draft) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
};

function Rule({ object, draft, at, count, onChange, onMove, onRemove }: RuleProps) {
  const [adding, setAdding] = useState(draft.filter === null);
  const objects = useObjects();
  const words = draft.filter ? ruleWords(object, draft.filter, objects) : i18n.t('No condition yet');
  return (
    <li aria-label={words}>
      <ColourChip colour={draft.colour}>{at + 1}</ColourChip>
      <SelectField
        hideLabel
        label={i18n.t('Colour of rule {number}', { number: at + 1 })}
        value={draft.colour}
        choices={colours()}
        onChange={(colour) => onChange({ ...draft, colour: colour as Colour })}
      />
      <span className="k-grow">
        <FilterBar
          object={object}
          filter={draft.filter}
          adding={adding}
          onAdding={setAdding}
          onChange={(filter) => onChange({ ...draft, filter })}
        />
      </span>
      <IconButton
        small
        label={i18n.t('Move up')}
        icon={<IconArrowUp size={14} stroke={1.75} />}
        disabled={at === 0}
        onClick={() => onMove(at - 1)}
      />
      <IconButton
        small
        label={i18n.t('Move down')}
        icon={<IconArrowDown size={14} stroke={1.75} />}
        disabled={at === count - 1}
        onClick={() => onMove(at + 1)}
      />
      <IconButton
        small
        label={i18n.t('Remove the rule: {words}', { words })}
        icon={<IconTrash size={14} stroke={1.75} />}
        onClick={onRemove}
      />
    </li>
  );
}
