import { useState } from 'react';
import type { ObjectType } from '#web/kernel/api';
import { ConditionEditor } from './condition-editor.tsx';
import { isGroup, type FilterGroup, type FilterPart } from './filter-tree.ts';
import { GroupEditor } from './group-editor.tsx';

/** Says one sentence of a filter, or a group of them; null begins with the choice of a field. */
export default function PartEditor(props: {
  object: ObjectType;
  part: FilterPart | null;
  onDone: (part: FilterPart | null) => void;
}) {
  const { object, part, onDone } = props;
  const [group, setGroup] = useState<FilterGroup | null>(part && isGroup(part) ? part : null);
  if (group) return <GroupEditor object={object} group={group} onDone={onDone} />;
  return (
    <ConditionEditor
      object={object}
      condition={part && !isGroup(part) ? part : null}
      onDone={onDone}
      onGroup={setGroup}
    />
  );
}
