import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { actions, type ObjectRights, type Rights } from '#shared/rights';
import { changeRole, type Filter, type RoleRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useObjects, wireFilter } from '#web/kernel/objects';
import { Button, CheckField, ProblemNote, TextField } from '#web/kernel/ui';
import { NameField } from '../name-field.tsx';
import { useTask } from '../use-task.ts';
import { ReachTable, type RightsProps } from './reach-table.tsx';
import { RoleChange } from './role-change.tsx';
import { actionWords, ruledObjects } from './rights-words.ts';

type EditorProps = {
  role: RoleRow & { rights: Rights };
  /** The object whose line is open from the beginning, by its key. */
  open: string | null;
  onClose: () => void;
};

/** A role as it is changed; what other rights take away and give is told before they are saved. */
export function RoleEditor({ role, open, onClose }: EditorProps) {
  const objects = ruledObjects(useObjects());
  const { problem, busy, run } = useTask();
  const [name, setName] = useState(role.name);
  const [help, setHelp] = useState(role.help);
  const [rights, setRights] = useState(role.rights);
  const [telling, setTelling] = useState(false);
  const wanted = withWireRules(rights);
  const sameRights = JSON.stringify(wanted) === JSON.stringify(role.rights);
  const same = sameRights && name === role.name && help === role.help;
  const save = async (): Promise<void> => {
    const values = { name, help, ...(sameRights ? {} : { rights: wanted }) };
    if (await run(() => changeRole(role.key, values), i18n.t('Role saved.'))) onClose();
  };
  return (
    <form
      className="k-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (sameRights) void save();
        else setTelling(true);
      }}
    >
      <Button
        small
        look="quiet"
        className="k-self-start"
        icon={<IconArrowLeft size={14} stroke={1.75} />}
        onClick={onClose}
      >
        {i18n.t('All roles')}
      </Button>
      <div className="k-two">
        <NameField value={name} onChange={setName} problem={problem} />
        <TextField label={i18n.t('In a few words')} value={help} onChange={setHelp} />
      </div>
      <p className="k-muted">
        {i18n.t(
          'Own is what one made, owns or is assigned; the team’s is what its members own, and those of the teams ' +
            'below. Grey lines follow the first one. Open a line for its fields and a rule.',
        )}
      </p>
      <ReachTable objects={objects} first={open} rights={rights} onChange={setRights} />
      <Deeds rights={rights} onChange={setRights} />
      {telling ? null : <ProblemNote problem={problem} />}
      <div className="k-dialog-foot k-editor-foot">
        <Button onClick={onClose}>{i18n.t('Cancel')}</Button>
        <Button look="primary" type="submit" busy={busy} disabled={same || !name.trim()}>
          {sameRights ? i18n.t('Save') : i18n.t('Look at what this changes')}
        </Button>
      </div>
      {telling ? (
        <RoleChange
          role={{ ...role, name }}
          rights={wanted}
          objects={objects}
          busy={busy}
          problem={problem}
          onClose={() => setTelling(false)}
          onSave={() => void save()}
        />
      ) : null}
    </form>
  );
}

function Deeds({ rights, onChange }: RightsProps) {
  return (
    <fieldset className="k-stack">
      <legend className="k-group-name">{i18n.t('Deeds')}</legend>
      {actions.map((action) => (
        <CheckField
          key={action}
          label={actionWords(action)}
          checked={rights.actions[action]}
          onChange={(may) => onChange({ ...rights, actions: { ...rights.actions, [action]: may } })}
        />
      ))}
    </fieldset>
  );
}

/** Chosen members and records stand in rules by their ids. */
function withWireRules(rights: Rights): Rights {
  const objects = Object.entries<ObjectRights>(rights.objects).map(([key, one]) => [
    key,
    one.where === undefined ? one : { ...one, where: wireFilter(one.where as Filter) },
  ]);
  return { ...rights, objects: Object.fromEntries(objects) as Rights['objects'] };
}
