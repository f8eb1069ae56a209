import { isEmail } from '#shared/email';
import { fold } from '#shared/fold';
import type { PlannedRow } from '../planned-row.ts';

/** Somebody a row names as belonging to its person: what they are to the person, and by what they can be found. */
export interface WantedRelation {
  /** A kind of the object relationship. */
  kind: string;
  /** The word of the source where the kind is `other`. */
  note: string | null;
  /** Folded name in full or an address; what is only a given name finds nobody for certain. */
  name: string | null;
  email: string | null;
}

const mostOfOne = 50; // relations of one card; more is a list of something else

/** The people a row names as spouse, child, friend …; they stay in the row as text, whoever is found. */
export function relationsOf(row: PlannedRow): WantedRelation[] {
  const listed = Array.isArray(row.values['relations']) ? (row.values['relations'] as Named[]) : [];
  const spouse = row.values['spouse'];
  const all = [...(typeof spouse === 'string' ? [{ label: 'spouse', value: spouse }] : []), ...listed];
  return all.slice(0, mostOfOne).flatMap(({ label, value }) => {
    const text = value.trim().slice(0, 200);
    const email = text.replace(/^mailto:/i, '').toLowerCase();
    const who = isEmail(email) ? { email, name: null } : { email: null, name: /\S\s+\S/.test(text) ? text : null };
    if (who.email === null && who.name === null) return [];
    const kind = kindOf(label);
    return [{ kind, note: kind === 'other' && label.trim() !== '' ? label.trim().slice(0, 200) : null, ...who }];
  });
}

interface Named {
  label: string;
  value: string;
}

/** What a label says in English or Greek, folded; the first that fits. */
const kinds: [kind: string, words: RegExp][] = [
  ['spouse', /^(?:spouse|husband|wife|domestic partner|syz[iy]gos)\b/],
  ['partner', /^(?:business partner|partner|syneteros|synetairos)\b/],
  ['child', /^(?:child|son|daughter|paidi|pedi|yios|gios|kori)\b/],
  ['parent', /^(?:parent|father|mother|goneas|pateras|mitera)\b/],
  ['sibling', /^(?:sibling|brother|sister|adelfos|adelfi)\b/],
  ['friend', /^(?:friend|filos|fili)\b/],
  ['colleague', /^(?:colleague|co ?worker|synadelfos)\b/],
  ['reports_to', /^(?:manager|boss|supervisor|proistamenos|proistameni|diefthyntis)\b/],
  ['assistant', /^(?:assistant|secretary|voithos|grammateas)\b/],
  ['referred_by', /^(?:referred by|referrer|systathike apo)\b/],
];

function kindOf(label: string): string {
  const plain = fold(label.replace(/^\* /, '').replaceAll(/[_-]/g, ' '));
  return kinds.find(([, words]) => words.test(plain))?.[0] ?? 'other';
}
