/** One thing that is wrong with one part of an input. `pointer` is an RFC 6901 JSON pointer into the body. */
export interface Issue {
  pointer: string;
  code: string;
  message: string;
}

interface FailureDetails {
  /** What happened, what is safe, what to do: shown to the person. */
  detail?: string;
  issues?: Issue[];
  /** Values that the answer carries along, such as mine, theirs and original of a conflict. */
  extra?: Record<string, unknown>;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
  cause?: unknown;
  constraint?: string | null;
}

/** An expected refusal. `code` is a row of an error table, which gives it status, title and help. */
export class Failure extends Error {
  readonly code: string;
  readonly details: FailureDetails;

  constructor(code: string, details: FailureDetails = {}) {
    super(details.detail ?? code, { cause: details.cause });
    this.name = 'Failure';
    this.code = code;
    this.details = details;
  }
}

/** Refuses with a code of an error table. */
export function fail(code: string, details: FailureDetails = {}): never {
  throw new Failure(code, details);
}

/** Refuses with everything that is wrong at once, or does nothing where the list is empty. */
export function failIf(issues: Issue[]): void {
  if (issues.length > 0) fail('input.invalid', { issues, detail: issues[0]!.message });
}

/** Status, title (what happened) and help (what to do next) of one code. */
export interface ErrorRow {
  status: number;
  title: string;
  help: string;
}

/** The error codes of one owner: `noun.what_is_wrong`. */
export type ErrorTable = Record<string, ErrorRow>;
