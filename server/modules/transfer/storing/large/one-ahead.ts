/** Hands on what a source yields and has it make the next one meanwhile: one is worked on, one waits, never more. */
export async function* oneAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const items = source[Symbol.asyncIterator]();
  let next = started(items);
  try {
    for (;;) {
      const { value, done } = await next;
      if (done) return;
      next = started(items);
      yield value;
    }
  } finally {
    // Left early, or the work on one failed: the next is not waited for by anybody else.
    await next.catch(() => null);
    await items.return?.();
  }
}

function started<T>(items: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = items.next();
  // It is awaited later; until then a failure is nobody's.
  next.catch(() => null);
  return next;
}
