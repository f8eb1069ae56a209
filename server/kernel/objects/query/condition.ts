import { fail } from '#shared/failure';
import { filterLimits } from '#shared/filter';
import { ValueProblem } from '#shared/fields/field-type';
import { teammates } from '#kernel/access';
import { isId, sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { datedFields } from '../dated/dated-fields.ts';
import { datedFilter, datedOperators } from '../dated/dated-filter.ts';
import type { DatedField } from '../dated/dated-link.ts';
import { compareOrdered } from '../fields/field-type.ts';

interface Place {
  ctx: Context;
  object: ObjectModel;
  alias: string;
  /** RFC 6901 pointer of the part being read, for the answer 422. */
  pointer: string;
  depth: number;
  reach: Condition['reach'];
  table: Condition['table'];
  budget: { terms: number; aliases: number; prefix: string };
}

export interface Condition {
  filter: unknown;
  /** Of the rows that it is a condition on. */
  alias: string;
  /** Begins the aliases of the tables it joins, so that one condition may stand inside another. */
  prefix: string;
  /** Which records of another object count, under an alias. */
  reach(object: ObjectModel, alias: string): Sql;
  /** What is read of another object, to stand in a FROM. */
  table(object: ObjectModel): Sql;
}

/** Compiles a filter to a condition. Anything unknown is refused with the pointer of the bad part; nothing is silently
 * ignored. Fields are those that the actor may see. */
export function compileCondition(
  ctx: Context,
  object: ObjectModel,
  { filter, alias, prefix, reach, table }: Condition,
): Sql {
  const budget = { terms: filterLimits.terms, aliases: 0, prefix };
  return compileNode(filter, { ctx, object, alias, pointer: '', depth: 0, budget, reach, table });
}

function nextAlias({ budget }: Place): string {
  budget.aliases += 1;
  return budget.prefix + String(budget.aliases);
}

function refuse(place: Place, code: string, message: string): never {
  return fail('filter.invalid', { detail: message, issues: [{ pointer: place.pointer || '/', code, message }] });
}

function compileNode(node: unknown, place: Place): Sql {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    return refuse(place, 'filter.not_an_object', 'A filter is an object such as {"field": "city", "is": "Limassol"}.');
  }
  if (place.depth > filterLimits.depth)
    refuse(place, 'filter.too_deep', `Filters nest at most ${filterLimits.depth} deep.`);
  place.budget.terms -= 1;
  if (place.budget.terms < 0) refuse(place, 'filter.too_long', `A filter has at most ${filterLimits.terms} terms.`);
  const given = node as Record<string, unknown>;
  if ('all' in given) return compileGroup(given, 'all', place);
  if ('any' in given) return compileGroup(given, 'any', place);
  if ('not' in given) {
    only(given, ['not'], place);
    return sql`(${compileNode(given['not'], below(place, 'not'))}) is not true`;
  }
  for (const kind of ['some_of', 'none_of', 'count_of'] as const) {
    if (kind in given) return compileRelated(given, kind, place);
  }
  if ('field' in given) return compileTerm(given, place);
  return refuse(
    place,
    'filter.unknown',
    'Use "field" with an operator, or "all", "any", "not", "some_of", "none_of", "count_of".',
  );
}

function inside(place: Place, step: string | number): Place {
  return { ...place, pointer: `${place.pointer}/${step}` };
}

/** One level down: what a group, a "not" or a "where" holds. */
function below(place: Place, step: string | number): Place {
  return { ...inside(place, step), depth: place.depth + 1 };
}

function only(given: Record<string, unknown>, allowed: string[], place: Place): void {
  const stray = Object.keys(given).find((key) => !allowed.includes(key));
  if (stray)
    refuse({ ...place, pointer: `${place.pointer}/${stray}` }, 'filter.unknown', `"${stray}" does not belong here.`);
}

function compileGroup(given: Record<string, unknown>, kind: 'all' | 'any', place: Place): Sql {
  only(given, [kind], place);
  const list = given[kind];
  const here = inside(place, kind);
  if (!Array.isArray(list)) return refuse(here, 'filter.not_a_list', `"${kind}" holds a list of filters.`);
  if (list.length === 0) return kind === 'all' ? sql`true` : sql`false`;
  const parts = list.map((item, index) => compileNode(item, below(here, index)));
  return sql`(${sql.join(parts, kind === 'all' ? sql` and ` : sql` or `)})`;
}

function compileTerm(given: Record<string, unknown>, place: Place): Sql {
  const operators = Object.keys(given).filter((key) => key !== 'field');
  if (operators.length !== 1) return refuse(place, 'filter.one_operator', 'A term has exactly one operator.');
  const path = given['field'];
  if (typeof path !== 'string') return refuse(inside(place, 'field'), 'filter.unknown_field', 'The field is a name.');
  return compilePath(path.split('.'), { op: operators[0]!, operand: given[operators[0]!] }, place);
}

interface Term {
  op: string;
  operand: unknown;
}

function compilePath(path: string[], term: Term, place: Place): Sql {
  const [name, ...rest] = path;
  const dated = datedFields(place.ctx, place.object).find(({ key }) => key === name);
  if (dated && rest.length === 0) return compileDated(dated, term, place);
  const field = findField(name!, place);
  // Parts of names are asked of the names.
  if (rest.length === 0 && field.named && partly.has(term.op)) return compilePath([name!, 'name'], term, place);
  if (rest.length === 0) return compileOperator(field, term, place);
  const target = field.type === 'member' ? 'member' : field.to;
  if (!target || field.many) {
    return refuse(inside(place, 'field'), 'filter.no_relation', `"${name}" leads to no other record.`);
  }
  const alias = nextAlias(place);
  const next = { ...place, object: getObject(place.ctx, target), alias, depth: place.depth + 1 };
  if (next.depth > filterLimits.depth) refuse(place, 'filter.too_deep', 'The path is too long.');
  // An empty far end includes the record that has no relation at all.
  const none =
    term.op === 'empty' && term.operand === true ? sql`${sql.id(place.alias, field.column)} is null or ` : sql``;
  return sql`(${none}${sql.id(place.alias, field.column)} in (select ${sql.id(alias, 'id')}
    from ${place.table(next.object)} ${sql.id(alias)}
    where ${sql.id(alias, 'deleted_at')} is null and ${place.reach(next.object, alias)}
      and ${compilePath(rest, term, next)}))`;
}

function compileDated(field: DatedField, term: Term, place: Place): Sql {
  const here = inside(place, term.op);
  if (term.op !== 'empty' && !datedOperators.includes(term.op)) {
    const known = [...datedOperators, 'empty'].join(', ');
    return refuse(here, 'filter.unknown_operator', `"${term.op}" does not fit ${field.key}; these do: ${known}.`);
  }
  const refused = (message: string) => refuse(here, 'filter.wrong_type', message);
  const link = getObject(place.ctx, field.link).api;
  return compileNode(datedFilter(term, { field, link, refuse: refused }), here);
}

const partly = new Set(['contains', 'starts_with']);

function findField(name: string, place: Place): FieldModel {
  const field = place.object.fields.get(name) ?? (name === 'id' ? idField : undefined);
  return (
    field ??
    refuse(
      inside(place, 'field'),
      'filter.unknown_field',
      `${place.object.definition.label[1]} have no field "${name}".`,
    )
  );
}

const idField = { key: 'id', column: 'id', type: 'id' } as unknown as FieldModel;

function compileOperator(field: FieldModel, { op, operand }: Term, place: Place): Sql {
  const here = inside(place, op);
  const column = (name: string) => sql.id(place.alias, name);
  if (op === 'empty') {
    if (typeof operand !== 'boolean') return refuse(here, 'filter.wrong_type', '"empty" is true or false.');
    return operand ? sql`${column(field.column)} is null` : sql`${column(field.column)} is not null`;
  }
  if (field === idField) return compileId(op, operand, here);
  if (!(field.kind.value.operators as readonly string[]).includes(op)) {
    const known = [...field.kind.value.operators, 'empty'].join(', ');
    return refuse(here, 'filter.unknown_operator', `"${op}" does not fit ${field.key}; these do: ${known}.`);
  }
  const settings = { region: place.ctx.workspace.region, currency: place.ctx.workspace.currency };
  const refused = (message: string) => refuse(here, 'filter.wrong_type', message);
  const read = (value: unknown) => {
    if (value === null || value === undefined) return refused('Use "empty" to ask for records without a value.');
    return field.kind.value.parse(value, field, settings);
  };
  if (holdsZero(operand)) refused('Remove the zero byte; no text holds one.');
  const { now, workspace, actor } = place.ctx;
  const more = {
    column,
    table: place.ctx.db.table,
    now,
    timeZone: workspace.timeZone,
    memberId: actor.memberId,
    teammates: () => teammates(place.ctx),
  };
  try {
    return field.kind.compare({ field, op, operand, read, refuse: refused, ...more });
  } catch (problem) {
    if (problem instanceof ValueProblem) return refused(problem.message);
    throw problem;
  }
}

/** Zero bytes are the one sign of a text that the database cannot even be asked for. */
function holdsZero(operand: unknown): boolean {
  return [operand].flat().some((one) => typeof one === 'string' && one.includes('\0'));
}

function compileId(op: string, operand: unknown, place: Place): Sql {
  const uuid = (value: unknown) => {
    if (!isId(value)) return refuse(place, 'filter.wrong_type', 'Give the id of a record.');
    return sql`${value}::uuid`;
  };
  const refused = (message: string) => refuse(place, 'filter.unknown_operator', message);
  return compareOrdered({ op, operand, refuse: refused } as never, sql.id(place.alias, 'id'), uuid);
}

function compileRelated(given: Record<string, unknown>, kind: 'some_of' | 'none_of' | 'count_of', place: Place): Sql {
  const api = given[kind];
  const target = typeof api === 'string' ? catalogOf(place.ctx).byApi.get(api) : undefined;
  if (!target) return refuse(inside(place, kind), 'filter.unknown_object', `There is no object "${String(api)}".`);
  const back = backReference(target, given['by'], place);
  const alias = nextAlias(place);
  const next = { ...place, object: target, alias };
  const where = given['where'] === undefined ? sql`true` : compileNode(given['where'], below(next, 'where'));
  const points = back.many
    ? sql`${sql.id(alias, back.column)} @> array[${sql.id(place.alias, 'id')}]`
    : sql`${sql.id(alias, back.column)} = ${sql.id(place.alias, 'id')}`;
  const from = sql`from ${place.table(target)} ${sql.id(alias)}
    where ${points} and ${sql.id(alias, 'deleted_at')} is null
      and ${place.reach(target, alias)} and ${where}`;
  if (kind !== 'count_of') {
    only(given, [kind, 'by', 'where'], place);
    // The list of ids is read once and hashed; a correlated EXISTS would be asked for each row.
    if (back.many) return kind === 'some_of' ? sql`exists (select 1 ${from})` : sql`not exists (select 1 ${from})`;
    return kind === 'some_of' ? sql`exists (select 1 ${from})` : sql`not exists (select 1 ${from})`;
  }
  const ops = Object.keys(given).filter((key) => !['count_of', 'by', 'where'].includes(key));
  if (ops.length !== 1) return refuse(place, 'filter.one_operator', '"count_of" takes one operator, such as "gte".');
  const number = (operand: unknown) =>
    typeof operand === 'number'
      ? sql`${operand}`
      : refuse(inside(place, ops[0]!), 'filter.wrong_type', 'Give a number.');
  const refused = (message: string) => refuse(inside(place, ops[0]!), 'filter.unknown_operator', message);
  return compareOrdered(
    { op: ops[0]!, operand: given[ops[0]!], refuse: refused } as never,
    sql`(select count(*) ${from})`,
    number,
  );
}

function backReference(target: ObjectModel, by: unknown, place: Place): FieldModel {
  const pointing = [...target.fields.values()].filter((field) => field.to === place.object.key && !field.system);
  const chosen = by === undefined ? pointing[0] : pointing.find((field) => field.key === by);
  return (
    chosen ??
    refuse(
      place,
      'filter.no_relation',
      `${target.definition.label[1]} do not point at ${place.object.definition.label[1]}.`,
    )
  );
}
