import type { ObjectType } from '#web/kernel/api';

/** What was typed as the name of a field: its name, and behind a colon its choices or behind = its formula. */
export type Said = { label: string; options: string[] | null; formula: string | null };

/** Reads “Stage: Offered, Running” and “Margin = Fee - Cost”; a colon without several choices belongs to the name. */
export function readSaid(text: string, object: Pick<ObjectType, 'fields'>): Said {
  const equals = text.indexOf('=');
  if (equals > 0)
    return { label: text.slice(0, equals).trim(), options: null, formula: byKeys(text.slice(equals + 1), object) };
  const colon = text.indexOf(':');
  const options = colon > 0 ? readOptions(text.slice(colon + 1)) : [];
  if (options.length > 1) return { label: text.slice(0, colon).trim(), options, formula: null };
  return { label: text.trim(), options: null, formula: null };
}

/** Choices one a line, as a column of a spreadsheet is pasted; a single line is cut at its commas. */
export function readOptions(text: string): string[] {
  const lines = text.split(/[\n\t]/).map((line) => line.trim());
  const told = lines.filter(Boolean).length > 1 ? lines : text.split(/[,;]/).map((part) => part.trim());
  return [...new Set(told.filter(Boolean))];
}

/** Labels of a dated relation, one a line: “director of = has director” says it from both sides, “partner of” the same
 * from each. */
export function readLabels(text: string, label: string) {
  const lines = text.split('\n').flatMap((line) => {
    const [here = '', there = ''] = line.split('=').map((part) => part.trim());
    return here ? [{ here, there: there || here }] : [];
  });
  const single = lines.filter(({ here }, at) => lines.findIndex((one) => one.here === here) === at);
  return { options: single.map(({ here }) => here), reverse: { label, options: single.map(({ there }) => there) } };
}

/** The formula with fields named as in the API where they were named as on screen; texts in quotes stay. */
function byKeys(formula: string, { fields }: Pick<ObjectType, 'fields'>): string {
  const named = fields
    .filter((field) => !field.archived)
    .flatMap((field) => [field.label.en, field.label.el].map((label) => ({ label, key: field.key })))
    // The longest first: “Internal cost” is not “Cost”.
    .toSorted((a, b) => b.label.length - a.label.length);
  if (named.length === 0) return formula.trim();
  const any = named.map(({ label }) => RegExp.escape(label)).join('|');
  const pattern = new RegExp(`"[^"]*"|(?<![\\p{L}\\d_.])(?:${any})(?![\\p{L}\\d_(])`, 'giu');
  const keyOf = (found: string): string =>
    named.find(({ key, label }) => key === found || label.toLowerCase() === found.toLowerCase())?.key ?? found;
  return formula.replace(pattern, (found) => (found.startsWith('"') ? found : keyOf(found))).trim();
}
