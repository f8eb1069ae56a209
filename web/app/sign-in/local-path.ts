/** A path of our own to go back to after signing in; anything that could lead elsewhere is refused. */
export function localPath(next: string | undefined): string | null {
  if (!next?.startsWith('/w/') || next.includes('\\') || next.includes('//')) return null;
  return next;
}
