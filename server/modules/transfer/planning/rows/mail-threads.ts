import { fold } from '#shared/fold';
import type { PlannedRow } from '../planned-row.ts';

/**
 * Names the talk of each message (`values.thread`), one message after the other: by References and In-Reply-To,
 * else by a
 * reply prefix, the same subject and the same people within days. The same message again becomes a duplicate. Never by
 * subject alone between strangers. Remembers some words a message, not the message.
 */
export class Threads {
  private readonly byId = new Map<string, Seen>();
  private readonly talks = new Map<string, Seen>();
  private count = 0;

  /** Gives the message its talk, or marks it as seen before. */
  add(row: PlannedRow): void {
    const id = String(row.values['message_id']);
    const known = this.byId.get(id);
    if (known !== undefined) {
      row.status = 'duplicate';
      const what = row.values['has_message_id'] === true ? 'Message-ID' : 'content';
      row.reason = `the same ${what} as message ${known.row}`;
      row.links = [];
      return;
    }
    const seen: Seen = { row: row.row, thread: null, at: Date.parse(String(row.values['at'])) };
    this.byId.set(id, seen);
    if (row.status !== 'mail' && row.status !== 'internal') return;
    seen.thread = this.byReference(row) ?? this.bySubject(row, seen.at);
    if (seen.thread === null && row.status === 'mail') seen.thread = `t${String(++this.count).padStart(2, '0')}`;
    if (seen.thread === null) return;
    row.values['thread'] = seen.thread;
    for (const key of talkKeys(row)) this.talks.set(key, seen);
  }

  private byReference(row: PlannedRow): string | null {
    const ids = row.values['references'] as string[];
    for (let i = ids.length - 1; i >= 0; i--) {
      const thread = this.byId.get(ids[i] ?? '')?.thread ?? null;
      if (thread !== null) return thread;
    }
    return null;
  }

  private bySubject(row: PlannedRow, at: number): string | null {
    if (!PREFIX.test(String(row.values['subject']))) return null;
    for (const key of talkKeys(row)) {
      const found = this.talks.get(key);
      if (found !== undefined && Math.abs(at - found.at) < DAYS * 86_400_000) return found.thread;
    }
    return null;
  }
}

interface Seen {
  row: number;
  thread: string | null;
  at: number;
}

/** Longer than this nobody means the same talk by the same subject. */
const DAYS = 30;

function talkKeys(row: PlannedRow): string[] {
  const subject = fold(plainSubject(String(row.values['subject'])));
  return (row.values['customers'] as string[]).map((address) => `${address}\u0000${subject}`);
}

const PREFIX = /^\s*(?:(?:re|fw|fwd|aw|wg|sv|απ|απαντ|πρθ|σχετ)\s*(?:\[\d+\])?\s*[:：]\s*)+/iu;

/** The subject without reply and forward prefixes in English, German and Greek. */
function plainSubject(subject: string): string {
  return subject.replace(PREFIX, '').trim();
}
