import { IconDots, IconGripVertical } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import type { RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { FieldValue, findField, useObject } from '#web/kernel/objects';
import { IconButton, Menu } from '#web/kernel/ui';

const icon = { size: 16, stroke: 1.75 };

type Props = {
  stage: RecordRow;
  gates: number;
  dragged: string | null;
  /** Whether it can go up, and down. */
  steps: [boolean, boolean];
  onDrag: (id: string | null) => void;
  onDrop: () => void;
  onStep: (by: -1 | 1) => void;
  onOpen: () => void;
  onGates: () => void;
  onRemove: () => void;
};

/** A stage in the order of its pipeline: dragged, or moved by Alt and the arrows. */
export function StageLine({ stage, gates, dragged, steps, onDrag, onDrop, ...deeds }: Props) {
  const [over, setOver] = useState(false);
  const { onStep, onOpen, onGates, onRemove } = deeds;
  const name = String(stage['name']);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onStep(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li
      className="k-setting-line k-stage-line"
      draggable
      data-over={(over && dragged !== null) || undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', name);
        onDrag(stage.id);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (dragged === null) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <IconGripVertical {...icon} aria-hidden="true" />
      <button type="button" className="k-setting-name k-grow" onClick={onOpen} onKeyDown={onKeyDown}>
        <strong>{name}</strong>
        <StageFacts stage={stage} gates={gates} />
      </button>
      <Menu
        end
        trigger={<IconButton label={i18n.t('Change {name}', { name })} icon={<IconDots {...icon} />} />}
        entries={[
          { label: i18n.t('Name, probability and limits'), run: onOpen },
          { label: i18n.t('What it asks for'), run: onGates },
          { label: i18n.t('Move up'), keys: 'alt+arrowup', disabled: !steps[0], run: () => onStep(-1) },
          { label: i18n.t('Move down'), keys: 'alt+arrowdown', disabled: !steps[1], run: () => onStep(1) },
          'line',
          { label: i18n.t('Remove the stage'), danger: true, run: onRemove },
        ]}
      />
    </li>
  );
}

function StageFacts({ stage, gates }: { stage: RecordRow; gates: number }) {
  const object = useObject('stages');
  const outcome = object && findField(object, 'outcome');
  const idle = stage['idle_days'];
  const said = [
    typeof stage['probability'] === 'number' ? `${stage['probability']}%` : '',
    typeof idle === 'number' ? i18n.t('{count, plural, one {# quiet day} other {# quiet days}}', { count: idle }) : '',
    stage['next_step_required'] === true ? i18n.t('next step') : '',
    gates > 0 ? i18n.t('{count, plural, one {# gate} other {# gates}}', { count: gates }) : '',
  ].filter(Boolean);
  return (
    <span className="k-muted">
      {outcome ? <FieldValue field={outcome} value={stage['outcome']} /> : null} {said.join(' · ')}
    </span>
  );
}
