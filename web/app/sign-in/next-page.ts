import { localPath } from './local-path.ts';

const NAME = 'kith-next';

/** Keeps where somebody was going who leaves to sign in elsewhere. */
export function rememberNext(next: string | undefined): void {
  sessionStorage.setItem(NAME, localPath(next) ?? '');
}

/** Where they were going, once. */
export function takeNext(): string | null {
  const next = localPath(sessionStorage.getItem(NAME) ?? undefined);
  sessionStorage.removeItem(NAME);
  return next;
}
