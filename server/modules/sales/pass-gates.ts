import type { Issue } from '#shared/failure';
import { getObject, type Completing, type CompletingSet, type FieldModel, type Values } from '#kernel/objects';
import type { Context } from '#kernel/workspace';
import type { GateRow, StageRow } from './queries/pipelines.ts';

/** A deal that is about to be written. */
export interface Entering extends Pick<CompletingSet, 'origin'> {
  /** The stage that it enters; null where it stays. */
  stage: StageRow | null;
  placed: Values;
  record: Completing;
  /** The deals on which a task is open. */
  busy: ReadonlySet<string>;
}

/** What is written of a deal that enters a stage, and what the stage asks for that it lacks. A reason (`gate_reason`)
 * lets it through where only soft gates are left, and is kept for no other move. What an import brings happened
 * elsewhere: it is let through, and the reason says so. */
export function passGates(ctx: Context, entering: Entering): { values: Values; issues: Issue[] } {
  const { stage, placed, record } = entering;
  const { gate_reason: given, ...values } = placed;
  if (stage === null) return { values, issues: [] };
  const lacking = stage.gates.filter((gate) => lacks(ctx, { gate, placed, record }));
  const alone = stage.next_step_required && record.id !== null && !entering.busy.has(record.id);
  if (entering.origin === 'import')
    return {
      values: lacking.length > 0 ? { ...values, gate_reason: imported[ctx.workspace.language] } : values,
      issues: [],
    };
  const reason = typeof given === 'string' && given.trim() !== '' ? given : null;
  const missing = lacking.filter((gate) => gate.kind === 'hard' || reason === null);
  const issues = missing.map((gate) => issueOf(ctx, { gate, stage, record }));
  if (missing.some((gate) => gate.kind === 'soft'))
    issues.push({
      pointer: `${record.pointer}/gate_reason`,
      code: 'gate.reason_needed',
      message: 'Fill in what is missing, or say why it goes on without it.',
    });
  if (alone)
    issues.push({
      pointer: record.pointer || '/',
      code: 'gate.next_step_needed',
      message: `The stage "${stage.name}" asks for a next step: an open task on the deal.`,
    });
  return { values: { ...values, gate_reason: lacking.length > 0 ? reason : null }, issues };
}

const imported = { en: 'Came by an import', el: 'Ήρθε με εισαγωγή' };

interface Asked {
  gate: GateRow;
  placed: Values;
  record: Completing;
}

/** Whether a deal has not what a gate asks for; a box that is not ticked says no. */
function lacks(ctx: Context, { gate, placed, record }: Asked): boolean {
  const field = getObject(ctx, 'deal').whole.fields.get(gate.field);
  if (!field || !isAskable(field)) return false;
  const value = gate.field in placed ? placed[gate.field] : (record.before ?? byDefault(ctx, field))[gate.field];
  return value === null || value === undefined || value === '' || value === false || isEmptyList(value);
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function byDefault(ctx: Context, { key, defaultsTo }: FieldModel): Values {
  return { [key]: defaultsTo === 'actor' ? ctx.actor.memberId : defaultsTo };
}

/** Whether people can fill in a field, so that a stage may ask for it. */
export function isAskable(field: FieldModel): boolean {
  return !field.readOnly && !field.summary && !field.writtenBy && !field.system && field.type !== 'autonumber';
}

function issueOf(ctx: Context, { gate, stage, record }: Omit<Asked, 'placed'> & { stage: StageRow }): Issue {
  const field = getObject(ctx, 'deal').fields.get(gate.field);
  const code = gate.kind === 'hard' ? 'gate.field_needed' : 'gate.field_wanted';
  // A field that is hidden from the writer is not named.
  if (!field) {
    const message = 'The stage asks for something that your role does not show you.';
    return { pointer: record.pointer || '/', code, message };
  }
  const message = gate.message ?? `The stage "${stage.name}" asks for "${field.words.en}".`;
  return { pointer: `${record.pointer}/${gate.field}`, code, message };
}
