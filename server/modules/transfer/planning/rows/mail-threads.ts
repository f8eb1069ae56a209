import { fold } from '#shared/fold';
import type { PlannedRow } from '../planned-row.ts';

/**
 * Names the talk of each message (`values.thread`): by References and In-Reply-To, else a reply prefix, the same subject
 * and the same people within days. The same message again becomes a duplicate. Never by subject alone between strangers.
 */
export function joinThreads(rows: PlannedRow[]): void {
  const byId = new Map<string, PlannedRow>();
  const talks = new Map<string, PlannedRow>();
  let count = 0;
  for (const row of rows) {
    const id = String(row.values['message_id']);
    const known = byId.get(id);
    if (known !== undefined) {
      row.status = 'duplicate';
      row.reason = `the same ${row.values['has_message_id'] === true ? 'Message-ID' : 'content'} as message ${known.row}`;
      row.links = [];
      continue;
    }
    byId.set(id, row);
    if (row.status !== 'mail' && row.status !== 'internal') continue;
    const before = byReference(row, byId) ?? bySubject(row, talks);
    const thread = before?.values['thread'];
    if (typeof thread === 'string') row.values['thread'] = thread;
    else if (row.status === 'mail') row.values['thread'] = `t${String(++count).padStart(2, '0')}`;
    remember(row, talks);
  }
}

/** Longer than this nobody means the same talk by the same subject. */
const DAYS = 30;

function byReference(row: PlannedRow, byId: Map<string, PlannedRow>): PlannedRow | null {
  const ids = row.values['references'] as string[];
  for (let i = ids.length - 1; i >= 0; i--) {
    const found = byId.get(ids[i] ?? '');
    if (found !== undefined && found.values['thread'] !== undefined) return found;
  }
  return null;
}

function bySubject(row: PlannedRow, talks: Map<string, PlannedRow>): PlannedRow | null {
  if (!PREFIX.test(String(row.values['subject']))) return null;
  for (const key of talkKeys(row)) {
    const found = talks.get(key);
    const apart = Math.abs(Date.parse(String(row.values['at'])) - Date.parse(String(found?.values['at'])));
    if (found !== undefined && apart < DAYS * 86_400_000) return found;
  }
  return null;
}

function remember(row: PlannedRow, talks: Map<string, PlannedRow>): void {
  if (row.values['thread'] !== undefined) for (const key of talkKeys(row)) talks.set(key, row);
}

function talkKeys(row: PlannedRow): string[] {
  const subject = fold(plainSubject(String(row.values['subject'])));
  return (row.values['customers'] as string[]).map((address) => `${address}\u0000${subject}`);
}

const PREFIX = /^\s*(?:(?:re|fw|fwd|aw|wg|sv|απ|απαντ|πρθ|σχετ)\s*(?:\[\d+\])?\s*[:：]\s*)+/iu;

/** The subject without reply and forward prefixes in English, German and Greek. */
export function plainSubject(subject: string): string {
  return subject.replace(PREFIX, '').trim();
}
