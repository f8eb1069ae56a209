import { previewUndo, queries, undoChangeSet, type UndoWishes } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { toast } from '#web/kernel/ui';
import { followWork } from '../work/followed.ts';
import { askUndo } from './undo-store.ts';

type Way = 'undo' | 'redo';

/** Takes a change set back and says so, with Redo. Of a merge, or where others wrote since, a person decides first. */
export const undoChanges = (changeSet: string): Promise<void> => begin(changeSet, 'undo');

/** Does again what was taken back and says so, with Undo; asks as an undo does. */
export const redoChanges = (changeSet: string): Promise<void> => begin(changeSet, 'redo');

async function begin(changeSet: string, way: Way): Promise<void> {
  try {
    const told = await previewUndo(changeSet, way);
    if (told.sides || told.conflicts.length > 0) askUndo({ changeSet, way, told });
    else await finishUndo(changeSet, way, {});
  } catch (problem) {
    toast({ tone: 'problem', text: (problem as Error).message });
    await queries.invalidateQueries();
  }
}

/** Takes back, or does again, as somebody wishes; a refusal is thrown. */
export async function finishUndo(changeSet: string, way: Way, wishes: UndoWishes): Promise<void> {
  const { job_id } = await undoChangeSet(changeSet, wishes, way);
  // First the window goes, then it is said: keys belong to the page again.
  askUndo(null);
  if (job_id) followWork({ id: job_id, deed: 'undo' });
  else if (way === 'redo') toast({ text: i18n.t('Done again.'), undo: () => undoChanges(changeSet) });
  else toast({ text: i18n.t('Taken back.'), redo: () => redoChanges(changeSet) });
  await queries.invalidateQueries();
}
