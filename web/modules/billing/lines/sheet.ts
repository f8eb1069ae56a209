import { tellRefusal, type AnswerOf, type Problem, type RecordRow } from '#web/kernel/api';
import { readDecimal } from '#shared/fields/typed-number';
import { anew, isBlank, isUnfinished, lineOf, settle, wireLine, type SheetLine, type WireLine } from './sheet-lines.ts';

export type DocumentAnswer = AnswerOf<'GET /api/v1/quotes/{id}/lines'>;
export type WireDocument = { lines: WireLine[]; discount_percent: string | null; currency?: string };

export type SheetState = {
  lines: SheetLine[];
  /** Off the whole, as typed. */
  discount: string;
  /** Where it stands: all written, changed, on its way, refused, or somebody else wrote meanwhile. */
  at: 'saved' | 'changed' | 'saving' | 'refused' | 'conflict';
  problem: Problem | null;
  /** What is wrong in a cell, by `line key field`. */
  issues: ReadonlyMap<string, string>;
};

type Deeds = {
  write: (body: WireDocument, version: number | undefined) => Promise<DocumentAnswer>;
  /** Sets a timer and answers how to stop it. */
  later: (run: () => void) => () => void;
};

/** The lines of a document while somebody writes them. They are kept a moment after the last change, whole, one writing
 * after the other; what is typed meanwhile stays and follows. */
export class Sheet {
  #answer: DocumentAnswer;
  #state: SheetState;
  #stop: (() => void) | null = null;
  #busy: Promise<void> | null = null;
  #held: string | null = null;
  readonly #deeds: Deeds;
  readonly #listeners = new Set<() => void>();

  constructor(start: DocumentAnswer, deeds: Deeds) {
    this.#answer = start;
    this.#state = loaded(start);
    this.#deeds = deeds;
  }

  readonly get = (): SheetState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(lines: (before: SheetLine[]) => SheetLine[]): void {
    this.#change({ lines: lines(this.#state.lines) });
  }

  discount(discount: string): void {
    this.#change({ discount });
  }

  /** Which line the focus is in: one in the middle of being written is waited for. */
  hold(key: string | null): void {
    if (this.#held === key) return;
    this.#held = key;
    if (this.#state.at === 'changed') this.#soon();
  }

  /** Writes what is not written yet; answers once it is, or was refused. */
  async flush(force = false): Promise<void> {
    this.#stop?.();
    this.#stop = null;
    if (this.#busy) await this.#busy;
    const { at, lines } = this.#state;
    const waits = lines.some((line) => isUnfinished(line) && line.key === this.#held);
    if (at !== 'changed' || (waits && !force)) return;
    this.#busy = this.#send().finally(() => (this.#busy = null));
    await this.#busy;
  }

  /** Takes what somebody else wrote, unless something here is not written yet. */
  take(fresh: DocumentAnswer): void {
    if (this.#state.at !== 'saved' || this.#busy || versionOf(fresh) === versionOf(this.#answer)) return;
    this.#answer = fresh;
    // A line that was only begun is nobody else's.
    const begun = this.#state.lines.filter(isBlank);
    const next = loaded(fresh, this.#state.lines);
    this.#put({ ...next, lines: [...next.lines, ...begun] });
  }

  /** After a conflict: what others wrote stays, and what is here is lost. */
  takeTheirs(fresh: DocumentAnswer): void {
    this.#answer = fresh;
    this.#put(loaded(fresh));
  }

  /** After a conflict: what was changed here goes over theirs, all else of theirs stays. */
  keepMine(fresh: DocumentAnswer): Promise<void> {
    const before = new Set(this.#answer.data.map((row) => row.id));
    const there = new Set(fresh.data.map((row) => row.id));
    const added = (fresh.data as RecordRow[]).filter((row) => !before.has(row.id)).map((row) => lineOf(row));
    const isGone = ({ id }: SheetLine): boolean => id !== null && !there.has(id);
    this.#answer = fresh;
    const mine = this.#state.lines.map((line) => (isGone(line) ? anew(line) : line));
    this.#change({ lines: [...mine, ...added] });
    return this.flush(true);
  }

  #put(next: Partial<SheetState>): void {
    this.#state = { ...this.#state, ...next };
    for (const listener of this.#listeners) listener();
  }

  #change(next: Partial<SheetState>): void {
    this.#put({ ...next, at: this.#state.at === 'saving' ? 'saving' : 'changed' });
    this.#soon();
  }

  #soon(): void {
    this.#stop?.();
    this.#stop = this.#deeds.later(() => void this.flush());
  }

  async #send(): Promise<void> {
    const sent = this.#state;
    const lines = sent.lines.filter((line) => !isBlank(line));
    const typed = sent.discount.trim();
    this.#put({ at: 'saving', problem: null, issues: new Map() });
    try {
      const body = {
        lines: lines.map(wireLine),
        discount_percent: typed === '' ? null : (readDecimal(typed) ?? typed),
      };
      this.#answer = await this.#deeds.write(body, versionOf(this.#answer));
      const now = this.#state;
      const more = now.lines !== sent.lines || now.discount !== sent.discount;
      this.#put({ lines: settle(now.lines, lines, this.#answer.data), at: more ? 'changed' : 'saved' });
      if (more) this.#soon();
    } catch (thrown) {
      const problem = thrown as Problem;
      const clash = problem.status === 409 && !isKnown(problem);
      this.#put({ at: clash ? 'conflict' : 'refused', problem, issues: issuesOf(problem, lines) });
    }
  }
}

/** Refusals that are no clash with others. */
const isKnown = ({ code }: Problem): boolean => code.startsWith('document.') || code.startsWith('quote.');

const versionOf = ({ document }: DocumentAnswer): number | undefined => (document as RecordRow).version;

function loaded({ document, data }: DocumentAnswer, before: readonly SheetLine[] = []): SheetState {
  const keys = new Map(before.map((line) => [line.id, line.key]));
  const discount = (document as RecordRow)['discount_percent'];
  return {
    lines: (data as RecordRow[]).map((row) => lineOf(row, keys.get(row.id))),
    discount: typeof discount === 'number' ? String(discount) : '',
    at: 'saved',
    problem: null,
    issues: new Map(),
  };
}

function issuesOf(problem: Problem, lines: readonly SheetLine[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const { pointer = '', message } of problem.body?.errors ?? []) {
    const [, at = '', field = 'name'] = /^\/lines\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
    const line = at === '' ? undefined : lines[Number(at)];
    if (line) out.set(`${line.key} ${field}`, tellRefusal(message));
  }
  return out;
}
