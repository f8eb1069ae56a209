import type { PlannedRow } from '../../planning/planned-row.ts';

const mostReasons = 5; // the usual ones; each row has its own in the list of rejects
const mostKept = 1_000; // different reasons that are counted; few of them hold a value of a row

/** Rows by status and what they hold, counted as they come. */
export class RowCounts {
  private rows = 0;
  private photos = 0;
  private refused = 0;
  private readonly statuses = new Map<string, number>();
  private readonly reasons = new Map<string, number>();

  /** Counts some rows. */
  add(rows: PlannedRow[]): void {
    this.rows += rows.length;
    for (const { status, reason, values, refused } of rows) {
      increase(this.statuses, status);
      if (values['photo'] !== undefined) this.photos += 1;
      this.refused += refused.length;
      if (status === 'rejected' && (this.reasons.size < mostKept || this.reasons.has(reason ?? '')))
        increase(this.reasons, reason ?? '');
    }
  }

  /** The counts as a trial tells them; the most frequent reasons first. */
  show(people: { people: number; certain: number; likely: number }): Record<string, unknown> {
    return {
      rows: this.rows,
      by_status: Object.fromEntries(this.statuses),
      people: people.people,
      certain_duplicates: people.certain,
      likely_duplicates: people.likely,
      photos: this.photos,
      rejected_reasons: [...this.reasons]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
        .slice(0, mostReasons),
      refused_values: this.refused,
    };
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
