import { ask, queries, type BodyOf, type RecordRow } from '#web/kernel/api';

/** What a person said: the entries that count, and all there were, newest first. */
export type Consents = { states: RecordRow[]; data: RecordRow[]; next_cursor: string | null };

export const consentKey = (person: string): string[] => ['record', 'people', person, 'consents'];

export const readConsents = (id: string): Promise<Consents> =>
  ask('GET /api/v1/people/{id}/consents', { params: { id }, query: { limit: 100 } }) as Promise<Consents>;

/** Adds an entry and has every page read anew what follows from it. */
export async function addConsent(id: string, values: Record<string, unknown>): Promise<void> {
  const body = values as BodyOf<'POST /api/v1/people/{id}/consents'>;
  await ask('POST /api/v1/people/{id}/consents', { params: { id }, body });
  await queries.invalidateQueries();
}
