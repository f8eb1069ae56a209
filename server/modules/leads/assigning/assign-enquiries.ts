import { createRecords, getObject, readValuesOf, updateRecords, type Values, type WriteSet } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import {
  findManager,
  keepTurns,
  listCandidates,
  listMatching,
  listOpenTasks,
  listRules,
  type RuleRow,
} from '../queries/assigning.ts';
import { chooseMember, type Candidate } from './choose-member.ts';
import { readCondition } from './read-condition.ts';

/** Gives enquiries that nobody has to somebody, by the first rule whose condition holds and whose pool has somebody
 * there. Where that pool is empty it stays with nobody, and the manager gets a task. Under the lock of receiving. */
export async function assignEnquiries(set: WriteSet, ids: string[]): Promise<void> {
  const rules = ids.length === 0 ? [] : await listRules(set.ctx);
  if (rules.length === 0) return;
  const enquiry = getObject(set.ctx, 'enquiry');
  const held = await readValuesOf(set.ctx, enquiry, ids);
  const waiting = ids.filter((id) => held.has(id) && !held.get(id)!['owner']);
  if (waiting.length === 0) return;
  const people = await peopleOf(set.ctx, held);
  const candidates = await listCandidates(set.ctx);
  const found = await firstRules(set.ctx, rules, waiting);
  const turns = new Map<string, string>();
  const nobody = new Map<RuleRow, string[]>();
  const patches = waiting.flatMap((id) => {
    const rule = found.get(id);
    if (!rule) return [];
    const values = held.get(id)!;
    const chosen = choose(set.ctx, rule, { candidates, wants: wantsOf(rule, values, people), turns });
    if (!chosen) {
      nobody.set(rule, [...(nobody.get(rule) ?? []), id]);
      return [{ id, values: { assigned_because: told(set.ctx, rule, null) } }];
    }
    chosen.open += 1;
    const assigned = { owner: chosen.id, assigned_because: told(set.ctx, rule, chosen) };
    return [{ id, values: { ...assigned, ...(values['status'] === 'new' ? { status: 'assigned' } : {}) } }];
  });
  if (patches.length > 0) await updateRecords(set, enquiry, patches);
  await keepTurns(set.ctx, turns);
  await tellManagers(set, [...nobody.keys()]);
}

/** The people behind enquiries, for what rules ask of them. */
async function peopleOf(ctx: Context, held: ReadonlyMap<string, Values>): Promise<Map<string, Values>> {
  const ids = [...held.values()].flatMap(({ person }) => (typeof person === 'string' ? [person] : []));
  return ids.length === 0 ? new Map() : readValuesOf(ctx, getObject(ctx, 'person'), ids);
}

/** Of each enquiry the first rule that it is for. A condition that cannot be asked any more is for none. */
async function firstRules(ctx: Context, rules: RuleRow[], ids: string[]): Promise<Map<string, RuleRow>> {
  const found = new Map<string, RuleRow>();
  for (const rule of rules) {
    const open = ids.filter((id) => !found.has(id));
    if (open.length === 0) break;
    const filter = readCondition(rule.condition);
    if (filter === undefined) continue;
    for (const id of filter === null ? open : await listMatching(ctx, filter, open)) found.set(id, rule);
  }
  return found;
}

interface Deciding {
  candidates: Candidate[];
  wants: string | null;
  turns: Map<string, string>;
}

function choose(ctx: Context, rule: RuleRow, { candidates, wants, turns }: Deciding): Candidate | null {
  const team = ctx.workspace.access.teams.find(({ id }) => id === rule.team)?.members ?? [];
  const ids = new Set([...(rule.members ?? []), ...team]);
  const chosen = chooseMember(
    candidates.filter(({ id }) => ids.has(id)),
    {
      way: rule.way,
      last: turns.get(rule.id) ?? rule.last,
      wants: rule.by ? { of: rule.by, value: wants ?? '' } : null,
      now: ctx.now,
      timeZone: ctx.workspace.timeZone,
    },
  );
  if (chosen && rule.way === 'turns') turns.set(rule.id, chosen.id);
  return chosen;
}

function wantsOf({ by_field }: RuleRow, values: Values, people: ReadonlyMap<string, Values>): string | null {
  if (!by_field) return null;
  const [object, key] = by_field.includes('.') ? by_field.split('.') : ['', by_field];
  const from = object === 'person' ? people.get(String(values['person'])) : values;
  const value = from?.[key!];
  return typeof value === 'string' ? value : null;
}

/** Why it went so, in the language of the firm. */
function told({ workspace }: Context, rule: RuleRow, chosen: Candidate | null): string {
  const greek = workspace.language === 'el';
  const named = greek ? `Κανόνας «${rule.name}»` : `Rule "${rule.name}"`;
  if (!chosen) return greek ? `${named}: δεν είναι κανείς διαθέσιμος` : `${named}: nobody is there`;
  if (rule.way === 'turns')
    return greek ? `${named}: η σειρά του μέλους ${chosen.name}` : `${named}: the turn of ${chosen.name}`;
  const open = chosen.open - 1;
  return greek
    ? `${named}: ${chosen.name} έχει τα λιγότερα ανοιχτά (${open})`
    : `${named}: ${chosen.name} has the fewest open (${open})`;
}

/** One open task for each rule that finds nobody, however many enquiries wait. */
async function tellManagers(set: WriteSet, rules: RuleRow[]): Promise<void> {
  if (rules.length === 0) return;
  const greek = set.ctx.workspace.language === 'el';
  const subjectOf = ({ name }: RuleRow) =>
    greek ? `Κανείς δεν παίρνει αιτήματα του κανόνα «${name}»` : `Nobody takes enquiries of the rule "${name}"`;
  const open = await listOpenTasks(set.ctx, rules.map(subjectOf));
  const fresh = rules.filter((rule) => !open.has(subjectOf(rule)));
  if (fresh.length === 0) return;
  const usual = await findManager(set.ctx);
  const tasks = fresh.map((rule) => ({
    values: { subject: subjectOf(rule), assignee: rule.manager ?? usual, due_at: set.ctx.now.toISOString() },
  }));
  await createRecords(set, getObject(set.ctx, 'task'), tasks);
}
