const mostOrigins = 20; // they go into a header

/** The sites of a form, one a line, as they stand in a policy; null where one is no origin. */
export function readOrigins(given: unknown): string[] | null {
  const lines = String(given ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const origins = lines.map((line) => {
    const url = /^https?:\/\//i.test(line) ? URL.parse(line) : null;
    const plain = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
    return plain ? url.origin : null;
  });
  const sound = origins.filter((origin) => origin !== null);
  return sound.length === origins.length && sound.length <= mostOrigins ? sound : null;
}
