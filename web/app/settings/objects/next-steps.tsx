import { IconLayoutKanban, IconShieldLock, IconSum } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createView, type Field, type ObjectType, type View } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { fieldLabel, objectLabel, usePaths, useObjects, useViews } from '#web/kernel/objects';
import { Button } from '#web/kernel/ui';
import { AddField } from '../fields/add-field.tsx';
import type { FieldDraft } from '../fields/field-draft.ts';
import { useTask } from '../use-task.ts';

const icon = { size: 14, stroke: 1.75 };

/** What one does with an object of one's own once it has fields: sums on what it points at, a board, rights. */
export function NextSteps({ object }: { object: ObjectType }) {
  const objects = useObjects();
  const paths = usePaths();
  const [summing, setSumming] = useState<{ on: ObjectType; given: Partial<FieldDraft> } | null>(null);
  const typed = object.fields.filter((field) => field.custom && !field.archived && !field.read_only);
  const pointed = typed.flatMap((by) => {
    const on = by.type === 'relation' ? objects.find((one) => one.api === by.to) : undefined;
    return on && on.kind === 'record' ? [{ by, on }] : [];
  });
  const boards = typed.filter((field) => field.type === 'select');
  return (
    <nav aria-label={i18n.t('What comes next')} className="k-row k-wrap">
      {pointed.map(({ by, on }) => (
        <Button
          key={by.key}
          small
          icon={<IconSum {...icon} />}
          onClick={() => setSumming({ on, given: { type: 'rollup', rollup: overAll(object, by) } })}
        >
          {i18n.t('Count or add up on {objects}', { objects: objectLabel(on, true) })}
        </Button>
      ))}
      {boards.map((field) => (
        <BoardButton key={field.key} object={object} field={field} />
      ))}
      <Link
        to={paths.page('settings/roles')}
        search={{ object: object.key } as never}
        className="k-button k-button-plain k-button-small"
      >
        <IconShieldLock {...icon} aria-hidden="true" />
        {i18n.t('Say who may do what')}
      </Link>
      {summing ? <AddField object={summing.on} given={summing.given} onClose={() => setSumming(null)} /> : null}
    </nav>
  );
}

const overAll = (object: ObjectType, by: Field): FieldDraft['rollup'] => ({
  of: object.api,
  by: by.key,
  fn: 'count',
  where: null,
});

/** Opens the board by a field; where everybody has none yet, it is made. */
function BoardButton({ object, field }: { object: ObjectType; field: Field }) {
  const { busy, run } = useTask();
  const views = useViews(object.api);
  const paths = usePaths();
  const navigate = useNavigate();
  const name = i18n.t('Board by {field}', { field: fieldLabel(field).toLocaleLowerCase() });
  const open = async (): Promise<void> => {
    const known = views.find((view) => view.kind === 'board' && view.group_by === field.key && !view.filter);
    const view =
      known ?? (await run(() => createView(boardOf(object, field, name)), i18n.t('The board is there for everybody.')));
    if (view) void navigate({ to: paths.list(object.api), search: { view: view.id } as never });
  };
  return (
    <Button small busy={busy} icon={<IconLayoutKanban {...icon} />} onClick={() => void open()}>
      {name}
    </Button>
  );
}

const boardOf = (object: ObjectType, field: Field, name: string): Omit<View, 'id' | 'position'> => ({
  object: object.api,
  name,
  kind: 'board',
  filter: null,
  sort: null,
  columns: object.columns,
  group_by: field.key,
  layout: null,
  shared: true,
});
