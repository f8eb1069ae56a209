import { IconArrowsJoin, IconDownload, IconPencil, IconTag, IconTrash, IconUser, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { countChosen, exportAddress, type ObjectType, type RecordRow, type Total } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { Button, Icon, IconButton, Tip, toast } from '#web/kernel/ui';
import { isEditable } from '../model/model.ts';
import { changeChosen } from './change-chosen.ts';
import { choiceOf, countOf, filterOf, NOTHING, type Matching, type Selection } from './selection.ts';

const BulkEdit = lazy(() => import('./bulk-edit.tsx'));
const RunAction = lazy(() => import('./run-action.tsx'));
const MergeDialog = lazy(() => import('../merge/merge-dialog.tsx'));

/** Ids that fit into an address; a filter says more with less. */
const MOST_EXPORTED_IDS = 300;

type BarProps = {
  object: ObjectType;
  /** The rows that are loaded. */
  rows: RecordRow[];
  total: Total | null;
  /** What the list is asked now. */
  asked: Omit<Matching, 'count'> & { sort: string | null };
  selection: Selection;
  onSelect: (selection: Selection) => void;
};

/** What can be done with the chosen records; it rises at the foot of the list. */
export function SelectionBar(props: BarProps) {
  const { object, rows, selection, onSelect } = props;
  const [open, setOpen] = useState<'merge' | 'edit' | 'run' | { field: string } | null>(null);
  const { actions } = useMe().can.rights;
  const count = countOf(selection, rows);
  const choice = choiceOf(selection, rows);
  const chosen = rows.filter((row) => choice.ids?.includes(row.id));
  const close = (): void => setOpen(null);
  const clear = (): void => onSelect(NOTHING);
  return (
    <div className="k-selection" role="toolbar" aria-label={i18n.t('Actions for the selection')}>
      <span className="k-num">{i18n.t('{count, plural, one {# chosen} other {# chosen}}', { count })}</span>
      <ChooseAll {...props} />
      {object.can.update && actions.bulk ? <EditButtons object={object} onOpen={setOpen} /> : null}
      {actions.bulk ? (
        <Button small look="quiet" icon={<Icon name="task" size={14} />} onClick={() => setOpen('run')}>
          {i18n.t('Run')}
        </Button>
      ) : null}
      {object.can.update && actions.merge && chosen.length > 1 && chosen.length <= 5 && object.has_timeline ? (
        <Button small look="quiet" icon={<IconArrowsJoin size={14} stroke={1.75} />} onClick={() => setOpen('merge')}>
          {i18n.t('Merge')}
        </Button>
      ) : null}
      {actions.export ? <ExportLink {...props} /> : null}
      {object.can.delete && actions.bulk ? (
        <Button
          small
          look="quiet"
          icon={<IconTrash size={14} stroke={1.75} />}
          onClick={() => {
            clear();
            void changeChosen(object, { choice, count }, { action: 'trash' });
          }}
        >
          {i18n.t('Move to trash')}
        </Button>
      ) : null}
      <IconButton
        small
        label={i18n.t('Clear the selection')}
        icon={<IconX size={14} stroke={1.75} />}
        onClick={clear}
      />
      <Suspense>
        {open === 'merge' ? (
          <MergeDialog object={object} records={chosen} onClose={close} onDone={clear} />
        ) : open === 'run' ? (
          <RunAction object={object} choice={choice} count={count} onClose={close} />
        ) : open ? (
          <BulkEdit
            object={object}
            count={count}
            field={open === 'edit' ? null : open.field}
            onClose={close}
            onChange={(change) => void changeChosen(object, { choice, count }, change)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** Where every loaded row is ticked and there are more: the way to all that match, counted first. */
function ChooseAll({ object, rows, total, asked, selection, onSelect }: BarProps) {
  const [busy, setBusy] = useState(false);
  const more = total && (!total.exact || total.count > rows.length);
  if (selection.all || !more || countOf(selection, rows) < rows.length) return null;
  const choose = async (): Promise<void> => {
    setBusy(true);
    try {
      const all = { filter: asked.filter, q: asked.q };
      const action = object.can.update ? 'update' : 'trash';
      const count = await countChosen(object.api, choiceOf({ ids: new Set(), all: { ...all, count: 0 } }, []), action);
      onSelect({ ids: new Set(), all: { ...all, count } });
    } catch (problem) {
      toast({ tone: 'problem', text: (problem as Error).message });
    }
    setBusy(false);
  };
  return (
    <Button small busy={busy} onClick={() => void choose()}>
      {total.exact
        ? i18n.t('Choose all {count, number} that match', { count: total.count })
        : i18n.t('Choose all that match')}
    </Button>
  );
}

function EditButtons(props: { object: ObjectType; onOpen: (what: 'edit' | { field: string }) => void }) {
  const { object, onOpen } = props;
  const owner = object.fields.find((field) => field.type === 'member' && !field.many && isEditable(field));
  const tags = object.fields.find((field) => field.to === 'tags' && field.many && isEditable(field));
  const button = (label: string, icon: ReactNode, open: () => void) => (
    <Button small look="quiet" icon={icon} onClick={open}>
      {label}
    </Button>
  );
  const { key: ownerKey } = owner ?? {};
  const { key: tagsKey } = tags ?? {};
  return (
    <>
      {button(i18n.t('Change a field'), <IconPencil size={14} stroke={1.75} />, () => onOpen('edit'))}
      {ownerKey
        ? button(i18n.t('Assign'), <IconUser size={14} stroke={1.75} />, () => onOpen({ field: ownerKey }))
        : null}
      {tagsKey ? button(i18n.t('Tags'), <IconTag size={14} stroke={1.75} />, () => onOpen({ field: tagsKey })) : null}
    </>
  );
}

function ExportLink({ object, rows, asked, selection }: BarProps) {
  const choice = choiceOf(selection, rows);
  const words = (
    <>
      <IconDownload size={14} stroke={1.75} aria-hidden="true" />
      {i18n.t('Export')}
    </>
  );
  if ((choice.ids ?? choice.except ?? []).length > MOST_EXPORTED_IDS)
    return (
      <Tip
        label={i18n.t('At most {most} single records leave at once. Choose all that match, or filter.', {
          most: MOST_EXPORTED_IDS,
        })}
      >
        <span className="k-button k-button-quiet k-button-small" aria-disabled="true" tabIndex={0}>
          {words}
        </span>
      </Tip>
    );
  return (
    <a
      className="k-button k-button-quiet k-button-small"
      href={exportAddress(object.api, { format: 'xlsx', filter: filterOf(choice), sort: asked.sort, q: choice.q })}
    >
      {words}
    </a>
  );
}
