/** `count` records changed; `ids` names the first of them, or none where the reader may not know which. */
export type Change = { object: string; ids?: string[]; count?: number; change_set_id?: string; actor?: string | null };

/** The cached answers that a burst of changes makes stale, each once. */
export function touchedKeys(changes: Change[]): string[][] {
  const keys = new Map<string, string[]>();
  const add = (...key: string[]): void => void keys.set(key.join('/'), key);
  for (const change of changes) {
    if (change.object === 'duplicates') {
      add('list', 'people', 'duplicates');
      add('list', 'companies', 'duplicates');
      continue;
    }
    add('list', change.object);
    const ids = change.ids ?? [];
    for (const id of ids) add('record', change.object, id);
    if ((change.count ?? 0) > ids.length) add('record', change.object);
    if (change.object === 'views') add('views');
    if (change.object === 'jobs') {
      add('import');
      add('job');
    }
    if (change.object === 'model') add('objects');
  }
  if (changes.length > 0) {
    add('timeline');
    add('home');
    add('count');
  }
  return [...keys.values()];
}
