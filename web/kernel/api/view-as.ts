const place = 'kith-view-as';
type Viewed = { id: string; name: string };

/** The member through whose eyes an administrator looks in this window, or null. */
export function viewedMember(): Viewed | null {
  const kept = globalThis.sessionStorage?.getItem(place);
  return kept ? (JSON.parse(kept) as Viewed) : null;
}

/** Begins looking as a member, or ends it; nothing that was asked as somebody else may stay on the page. */
export function viewAs(member: Viewed | null, then: string): void {
  if (member) sessionStorage.setItem(place, JSON.stringify({ id: member.id, name: member.name }));
  else forgetViewed();
  location.assign(then);
}

/** Whoever signs in or out looks with their own eyes. */
export const forgetViewed = (): void => sessionStorage.removeItem(place);
