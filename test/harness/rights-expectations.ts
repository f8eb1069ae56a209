/** Six kinds of people that ask, beside whom there is nobody. */
export const askers = ['anonymous', 'stranger', 'read_only', 'own_records', 'of_team', 'admin'] as const;
export type Asker = (typeof askers)[number];
export type Whose = 'mine' | 'theirs';

/** What one route is asked with, and what the interface says each asker is answered. */
export interface Expectation {
  expected(asker: Asker, whose: Whose): number;
  /** What the id in the path, or in the body, names. */
  names?:
    | 'person'
    | 'task'
    | 'deal'
    | 'enquiry'
    | 'quote'
    | 'order'
    | 'invoice'
    | 'payment'
    | 'bank_line'
    | 'product'
    | 'trashed'
    | 'file'
    | 'view'
    | 'change_set'
    | 'undone_set'
    | 'merge'
    | 'pair';
  /** Parts of the path that name nothing of anybody. */
  params?: Record<string, string>;
  query?: string;
  body?: (made: { id: string; other: string; n: number }) => unknown;
}

type More = Omit<Expectation, 'expected'>;
const nobodyElse = (rule: (asker: Exclude<Asker, 'anonymous'>, whose: Whose) => number) =>
  ((asker, whose) => (asker === 'anonymous' ? 401 : rule(asker, whose))) as Expectation['expected'];

/** Whoever asks, signed in or not. */
export const open = (status: number, more: More = {}): Expectation => ({ expected: () => status, ...more });
/** Everybody who signed in, each in their own workspace. */
export const any = (status: number, more: More = {}): Expectation => ({ expected: nobodyElse(() => status), ...more });
/** Administrators, each of their own workspace; nothing of anybody is named. */
export const admin = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' || asker === 'stranger' ? status : 403)),
  ...more,
});
/** Administrators, about something of this workspace. */
export const adminOf = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' ? status : asker === 'stranger' ? 404 : 403)),
  names: 'person',
  ...more,
});
/** A record is read by whom it reaches. */
export const reads = (status = 200, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => {
    if (asker === 'stranger') return 404;
    return asker === 'admin' || asker === 'read_only' || whose === 'mine' ? status : 404;
  }),
  names: 'person',
  ...more,
});
/** A record is changed by whom it reaches, and by nobody who only reads. */
export const writes = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => {
    if (asker === 'stranger') return 404;
    if (asker === 'read_only') return 403;
    return asker === 'admin' || whose === 'mine' ? status : 404;
  }),
  names: 'person',
  ...more,
});
/** The same, but for what is up to the owner and not to his team. */
export const ownersAlone = (status: number, more: More = {}): Expectation => {
  const { expected, ...rest } = writes(status, more);
  return {
    ...rest,
    expected: (asker, whose) => (asker === 'of_team' && whose === 'mine' ? 403 : expected(asker, whose)),
  };
};
/** Something new is made by all but those who only read. */
export const makes = (status: number, body: Expectation['body'], more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'read_only' ? 403 : status)),
  ...(body ? { body } : {}),
  ...more,
});
/** An import concerns the records of everybody. */
export const brings = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'admin' || asker === 'stranger' ? status : 403)),
  ...more,
});
export const looksAtImports = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker) => (asker === 'own_records' || asker === 'of_team' ? 403 : status)),
  ...more,
});
/** What a member keeps alone is nobody else's, not even an administrator's. */
export const alone = (status: number, more: More = {}): Expectation => ({
  expected: nobodyElse((asker, whose) => (asker !== 'stranger' && whose === 'mine' ? status : 404)),
  names: 'view',
  ...more,
});
