import { useState } from 'react';
import type { Field, ObjectType, RecordRow } from '#web/kernel/api';
import { i18n } from '#web/kernel/i18n';
import { useMe } from '#web/kernel/session';
import { announce, toast, type GridBlock } from '#web/kernel/ui';
import { copyBlock } from './copy-cell.ts';
import type { Pasted } from './plan-paste.ts';
import { readTabs, writeTabs } from './tab-text.ts';

/** What one batch writes at once; more rows come with an import, which shows what it does. */
const MOST_ROWS = 1_000;

/** Heads of groups stand among the rows and are no records. */
const isRecord = (row: RecordRow): boolean => row.object !== '';

type Sheet = {
  object: ObjectType;
  fields: Field[];
  rows: RecordRow[];
  /** Brings in rows until there are that many, or no more. */
  rowsUpTo: (count: number) => Promise<RecordRow[]>;
};

/** Copying cells as a spreadsheet takes them, and pasting what a spreadsheet copied. */
export function usePasting({ object, fields, rows, rowsUpTo }: Sheet) {
  const me = useMe();
  const reader = { zone: me.member.time_zone ?? me.workspace.time_zone, currency: me.workspace.currency };
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const copy = ({ from, to }: GridBlock): string => {
    const chosen = fields.slice(from.column, to.column + 1);
    const cells = copyBlock(chosen, rows.slice(from.row, to.row + 1).filter(isRecord), reader);
    const count = cells.length * chosen.length;
    announce(i18n.t('{count, plural, one {# cell} other {# cells}} copied', { count }));
    return writeTabs(cells);
  };
  const paste = async (text: string, at: { row: number; column: number }): Promise<void> => {
    const block = readTabs(text);
    if (block.length > MOST_ROWS) {
      toast({
        tone: 'problem',
        text: i18n.t('At most {most, number} rows are pasted at once. Bring more as a file: Import.', {
          most: MOST_ROWS,
        }),
      });
      return;
    }
    const loaded = await rowsUpTo(at.row + block.length);
    setPasted({
      object,
      fields: fields.slice(at.column),
      rows: loaded.slice(at.row, at.row + block.length),
      block,
    });
  };
  return { reader, pasted, copy, paste, close: () => setPasted(null) };
}
