/** A fact that other rooms may react to after it is committed: noun and past participle, key `owner.noun.verbed`. */
export interface EventDefinition<P> {
  key: string;
  /** Only for the compiler: what an emitted event carries. Ids, never documents. */
  readonly payload?: P;
}

/** What happened, as it is read back from the outbox. */
export interface EmittedEvent<P = unknown> {
  id: string;
  event: string;
  payload: P;
  at: string;
}

export function defineEvent<P>(key: string): EventDefinition<P> {
  return Object.freeze({ key });
}

/** The event behind every list, webhook and screen: records of one object were written in one change set. */
export const recordsChanged = defineEvent<RecordsChanged>('records.changed');

export interface RecordsChanged {
  change_set_id: string;
  object: string;
  /** At most the first 200: a screen that shows more reloads anyway. */
  ids: string[];
  count: number;
  /** When: the `at` of their lines in the history. */
  at: string;
  actor: string | null;
  /** From where: screen, api, import … */
  origin: string;
}
