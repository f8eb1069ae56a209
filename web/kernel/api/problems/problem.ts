import { i18n } from '#web/kernel/i18n';
import { deedText } from './problem-texts.ts';
import { tellRefusal } from './refusals.ts';
import type { Conflict } from '../types.ts';

export type ProblemBody = {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  errors?: { pointer?: string; code?: string; message?: string }[];
  conflicts?: Conflict[];
};

/** A refused or failed call; its message is fit to be read by the person at the screen. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody) {
    super(problemText(status, body));
    this.status = status;
    this.code = body.code ?? '';
    this.body = body;
  }
}

/** What happened, what is safe, what to do: the server's own sentence where it has one, else ours by status. */
function problemText(status: number, body: ProblemBody): string {
  const known = knownText(body.code ?? '');
  if (known) return known;
  const issues = (body.errors ?? []).map((issue) => tellRefusal(issue.message)).filter(Boolean);
  if (issues.length > 0) return issues.join(' ');
  // The server's own sentence says more, in English.
  if (body.detail && i18n.locale === 'en') return body.detail;
  return deedText(body.code ?? '') ?? body.detail ?? statusText(status);
}

function knownText(code: string): string | null {
  switch (code) {
    case 'access.wrong_credentials':
      return i18n.t('The e-mail or the password is not right. Check both and try again.');
    case 'access.view_as':
      return i18n.t('You are looking as somebody else: nothing can be changed. Leave that first.');
    case 'access.code_needed':
      return i18n.t('Enter the six digits from your authenticator app.');
    case 'access.wrong_code':
      return i18n.t('That code is not right. Wait for the next one in your app and enter it.');
    case 'access.link_dead':
      return i18n.t('This link was used, withdrawn or is too old. Ask for a fresh one.');
    default:
      return null;
  }
}

function statusText(status: number): string {
  if (status === 0)
    return i18n.t('The server cannot be reached. Nothing was lost; check the connection and try again.');
  if (status === 401) return i18n.t('You were signed out. Sign in again to go on.');
  if (status === 403) return i18n.t('Your role does not allow this. Ask an administrator.');
  if (status === 404) return i18n.t('This is not here any more, or you may not see it.');
  if (status === 409) return i18n.t('Someone changed the same thing meanwhile. Look at both and choose.');
  if (status === 413) return i18n.t('That is too large. Try a smaller file.');
  if (status === 422) return i18n.t('Something in the form needs another look.');
  if (status === 429) return i18n.t('Too many tries. Wait a minute and try again.');
  return i18n.t('The server could not do this. Nothing was changed; try again in a moment.');
}

/** The server's message for one field of a form, if it has one; pointers are JSON pointers such as `/email`. */
export function issueFor(problem: Problem | null, field: string): string | null {
  const found = problem?.body.errors?.find((issue) => (issue.pointer ?? '').split('/').includes(field));
  return found ? tellRefusal(found.message) || null : null;
}
