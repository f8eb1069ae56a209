import { Failure } from '#shared/failure';
import { z } from '#kernel/http';
import { modules } from '../modules.ts';
import { errorTable } from '../services.ts';

/** What went wrong and what to do, in one line and without a stack. */
export function tellError(error: unknown): string {
  return textOf(error).replaceAll(/\s+/g, ' ').trim();
}

function textOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map((issue) => `${issue.path.join('.').replaceAll('_', '-')}: ${issue.message}`).join(' ');
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  const { detail, issues = [] } = error.details;
  const row = errorTable(modules)[error.code];
  const told = detail ?? (row ? `${row.title} ${row.help}` : error.message);
  return [told, ...issues.map((issue) => issue.message).filter((message) => message !== detail)].join(' ');
}
