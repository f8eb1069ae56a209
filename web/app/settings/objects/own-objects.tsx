import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addObject, changeObject, keys, listHiddenObjects, type ObjectType } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { objectLabel } from '#web/kernel/objects';
import { Button, Icon, IconButton, Menu } from '#web/kernel/ui';
import { IconDots } from '@tabler/icons-react';
import { useTask } from '../use-task.ts';
import { ObjectForm } from './object-form.tsx';
import { Rules } from './rules.tsx';

/** Makes an object of one's own and leads to its fields. */
export function AddObject({ onMade, onClose }: { onMade: (api: string) => void; onClose: () => void }) {
  const { problem, busy, run } = useTask();
  return (
    <ObjectForm
      title={i18n.t('Make an object of your own')}
      action={i18n.t('Make it')}
      problem={problem}
      busy={busy}
      onClose={onClose}
      onSave={(words) =>
        void run(() => addObject(words), i18n.t('It is there. Add its fields.')).then(
          (answer) => answer && onMade(answer.data.api),
        )
      }
    />
  );
}

/** Rename an object, say what has to be so of its records or, where it is one's own, hide it. */
export function ObjectMenu({ object }: { object: ObjectType }) {
  const { problem, busy, run } = useTask();
  const [editing, setEditing] = useState(false);
  const [ruling, setRuling] = useState(false);
  const name = objectLabel(object, true);
  const given = {
    label: { en: object.label.en[0], el: object.label.el[0] },
    plural: { en: object.label.en[1], el: object.label.el[1] },
    icon: object.icon,
  };
  const hide = (): void =>
    void run(
      () => changeObject(object.api, { archived: true }),
      i18n.t('{name}: hidden; the records are kept.', { name }),
    );
  return (
    <>
      <Menu
        end
        trigger={<IconButton label={i18n.t('Change {name}', { name })} icon={<IconDots size={16} stroke={1.75} />} />}
        entries={[
          { label: i18n.t('Rename'), run: () => setEditing(true) },
          { label: i18n.t('Rules'), run: () => setRuling(true) },
          ...(object.custom ? (['line', { label: i18n.t('Hide the object'), run: hide }] as const) : []),
        ]}
      />
      {ruling ? <Rules object={object} onClose={() => setRuling(false)} /> : null}
      {editing ? (
        <ObjectForm
          title={i18n.t('Rename {name}', { name })}
          action={i18n.t('Save')}
          given={given}
          problem={problem}
          busy={busy}
          onClose={() => setEditing(false)}
          onSave={(words) =>
            void run(() => changeObject(object.api, words), i18n.t('Saved.')).then(
              (answer) => answer && setEditing(false),
            )
          }
        />
      ) : null}
    </>
  );
}

/** Objects that were hidden, each with the way back. */
export function HiddenObjects() {
  const { run } = useTask();
  const hidden = useQuery({ queryKey: [...keys.objects, 'hidden'], queryFn: listHiddenObjects }).data ?? [];
  if (hidden.length === 0) return null;
  return (
    <div>
      <h2 className="k-group-name">{i18n.t('Hidden objects')}</h2>
      <ul className="k-lines-list">
        {hidden.map((object) => (
          <li key={object.api} className="k-setting-line">
            <span className="k-row k-grow">
              <Icon name={object.icon} />
              <strong>{objectLabel(object, true)}</strong>
            </span>
            <Button
              small
              onClick={() =>
                void run(
                  () => changeObject(object.api, { archived: false }),
                  i18n.t('{name}: back, with all records.', { name: objectLabel(object, true) }),
                )
              }
            >
              {i18n.t('Bring back')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
