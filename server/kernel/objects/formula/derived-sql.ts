import type { Typed } from '#shared/formula/check';
import { dayText, localDay } from '#shared/filter';
import { sql, type Sql } from '#kernel/database';
import type { Context } from '#kernel/workspace';
import { catalogOf, getObject, type FieldModel, type ObjectModel } from '../catalog.ts';
import { isOneOf } from '../query/scope.ts';
import { workedSortSql } from '../fields/worked-text.ts';
import { compileFormula, type FormulaPlace } from './compile.ts';
import { derivedSteps, typedFormula } from './typed.ts';

/** The statement that works out all derived fields of some records anew, and writes those that differ. */
export function refreshDerivedSql(ctx: Context, object: ObjectModel, ids: string[]): Sql | null {
  const reader = new Reader(ctx, object);
  const steps = derivedSteps(catalogOf(ctx), object);
  if (steps.length === 0) return null;
  const made = steps.map((fields) => fields.flatMap((field) => reader.made(field)));
  const table = ctx.db.table(object.table);
  // Locked in order, so that two writes that touch the same records wait instead of deadlocking.
  const rows = sql`(select ${sql.join(reader.columns())} from ${table} where ${isOneOf(sql`id`, ids)} order by id
    for no key update) s`;
  // Behind `offset` each step is worked out once, however often the next ones name it.
  const source = made.reduce((from, columns) => {
    const named = columns.map(({ name, value }) => sql`${value} as ${sql.id(fresh + name)}`);
    return sql`(select s.*, ${sql.join(named)} from ${from} offset 0) s`;
  }, rows);
  const written = steps.flat().flatMap((field) => writtenColumns(field));
  const names = written.map(({ name }) => sql.id(name));
  const values = written.map(({ name, value }) => sql`${value} as ${sql.id(name)}`);
  const before = sql.join(names.map((name) => sql`t.${name}`));
  const after = sql.join(names.map((name) => sql`n.${name}`));
  return sql`update ${table} t set ${sql.join(names.map((name) => sql`${name} = n.${name}`))}
    from (select s.id, ${sql.join(values)} from ${source}) n
    where t.id = n.id and (${before}) is distinct from (${after})`;
}

/** What a formula that is not kept yet is worth for some records of `alias` s, and its currency. */
export function trialSql(ctx: Context, object: ObjectModel, typed: Typed): { value: Sql; currency: Sql | null } {
  return compileFormula(typed, new Reader(ctx, object, false).place());
}

// Before the name of a column: its value as it is being worked out.
const fresh = 'new__';

interface Made {
  name: string;
  value: Sql;
}

/** The columns of a derived field with what was worked out for them. */
function writtenColumns(field: FieldModel): Made[] {
  const worked = field.summary?.kind === 'formula' && field.type === 'text';
  return field.kind.columns(field).map(({ name }) => {
    const sorted = worked && name !== field.column;
    const from = sql.id('s', fresh + (sorted ? field.column : name));
    return { name, value: sorted ? workedSortSql(from) : from };
  });
}

/** Turns derived fields into SQL over the record `s`, and remembers which of its columns that takes. */
class Reader {
  readonly #ctx: Context;
  readonly #object: ObjectModel;
  readonly #steps: boolean;
  readonly #used = new Set(['id']);

  /** `steps`: derived fields are those that are being worked out, not those that are kept. */
  constructor(ctx: Context, object: ObjectModel, steps = true) {
    this.#ctx = ctx;
    this.#object = object;
    this.#steps = steps;
  }

  columns(): Sql[] {
    return [...this.#used].map((name) => sql.id(name));
  }

  made(field: FieldModel): Made[] {
    return field.summary?.kind === 'lookup' ? this.#lookup(field) : this.#formula(field);
  }

  place(): FormulaPlace {
    const { now, workspace } = this.#ctx;
    const { timeZone, currency } = workspace;
    return {
      column: (path) => this.#read(path, (field, alias) => readable(field, sql.id(alias, field.column))),
      currency: (path) => this.#read(path, (field, alias) => sql.id(alias, `${field.column}__currency`)),
      timeZone,
      get today() {
        return dayText(localDay(now, timeZone));
      },
      currencyOf: currency,
    };
  }

  #lookup(field: FieldModel): Made[] {
    const { through, take } = field.summary as { through: string; take: string };
    const source = getObject(this.#ctx, this.#object.fields.get(through)!.to!).fields.get(take)!;
    const from = source.kind.columns(source);
    return field.kind.columns(field).map(({ name }, at) => ({
      name,
      value: this.#read([through, take], (_, alias) => sql.id(alias, from[at]!.name)),
    }));
  }

  #formula(field: FieldModel): Made[] {
    const typed = typedFormula(catalogOf(this.#ctx), this.#object, field);
    const columns = field.kind.columns(field).filter(({ name }) => !name.endsWith('__sort'));
    if (!typed) return columns.map(({ name, type }) => ({ name, value: sql`null::${sql.raw(type)}` }));
    const { value, currency } = compileFormula(typed, this.place());
    return columns.map(({ name }) => ({ name, value: name === field.column ? value : currency! }));
  }

  /** A column of the record, or of the one that a relation of it leads to. */
  #read([name, further]: readonly string[], column: (field: FieldModel, alias: string) => Sql): Sql {
    const field = this.#object.fields.get(name!)!;
    if (further === undefined) return column(this.#own(field), 's');
    const other = getObject(this.#ctx, field.to!);
    const leads = sql.id('s', this.#own(field).column);
    return sql`(select ${column(other.fields.get(further)!, 'r')} from ${this.#ctx.db.table(other.table)} r
      where r.id = ${leads})`;
  }

  /** The field by the columns that it has in this statement. */
  #own(field: FieldModel): FieldModel {
    if (this.#steps && this.#object.derived.includes(field)) return { ...field, column: fresh + field.column };
    for (const { name } of field.kind.columns(field)) this.#used.add(name);
    return field;
  }
}

/** A field as formulas work with it: a text without signs is nothing, and never set means no. */
export function readable(field: FieldModel, column: Sql): Sql {
  switch (field.type) {
    case 'checkbox':
      return sql`coalesce(${column}, false)`;
    case 'person_name':
      return sql`nullif(${column}->>'full', '')`;
    case 'text':
    case 'long_text':
    case 'select':
      return sql`nullif(${column}, '')`;
    case 'date':
    case 'datetime':
      return column;
    default:
      return sql`${column}::numeric`;
  }
}
