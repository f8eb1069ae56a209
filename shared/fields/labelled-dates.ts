import { partialDate } from './dates.ts';
import { readList, readObject, readText, refuse, ValueProblem, type ValueType } from './field-type.ts';

export interface LabelledDate {
  label: string;
  /** A partial date. */
  date: string;
  note: string | null;
}

/** Dates that matter to somebody, each with its name: anniversary, contract, name day. */
export const labelledDates: ValueType = {
  key: 'labelled_dates',
  operators: ['within'],
  parse: (input): LabelledDate[] | null => {
    const list = readList(input, 50).map((item, index) => {
      const parts = readObject(item);
      try {
        const date = partialDate.parse(parts['date'], { key: '' }, { region: '', currency: '' }) as string;
        const note = parts['note'] == null ? null : readText(parts['note'], 500) || null;
        return { label: readText(parts['label'] ?? 'date', 100).trim() || 'date', date, note };
      } catch (problem) {
        if (problem instanceof ValueProblem) return refuse(problem.code, problem.message, `/${index}`);
        throw problem;
      }
    });
    return list.length > 0 ? list : null;
  },
  format: (value) => (value as LabelledDate[]).map((item) => `${item.label}: ${item.date}`).join('; '),
};
