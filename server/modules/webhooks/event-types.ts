/** What history calls a change, and what an event calls it. */
const verbs: Record<string, string> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  restore: 'restored',
  merge: 'merged',
};

/** The word of the test event, which every webhook gets when asked for. */
export const testType = 'webhook.test';

/** An event a webhook may ask for: `people.created`, `people.*`, or `*` for everything. */
export const eventPattern = new RegExp(`^(\\*|[a-z][a-z0-9_]*\\.(\\*|${Object.values(verbs).join('|')}))$`);

/** The type of an event, such as `people.created`, from the object's name in paths and the verb of history. */
export function eventType(api: string, verb: string): string {
  return `${api}.${verbs[verb] ?? verb}`;
}

/** Whether a webhook that asks for `events` is told of one type; with `people.` of any of that object. */
export function wants(events: readonly string[], type: string): boolean {
  const [api = '', word] = type.split('.');
  if (word === '') return events.some((one) => one === '*' || one.startsWith(`${api}.`));
  return events.some((one) => one === '*' || one === `${api}.*` || one === type);
}
