import { createContext, useContext } from 'react';
import type { Me } from '#web/kernel/api';
import { format } from '#web/kernel/i18n';

/** Who is signed in, in which workspace; filled by the shell once it is known. */
export const SessionContext = createContext<Me | null>(null);

/** The signed-in member and workspace; only inside the shell. */
export function useMe(): Me {
  const me = useContext(SessionContext);
  if (!me) throw new Error('useMe needs the shell around it');
  return me;
}

/** Makes the member's time zone the one that every time is shown in. */
export function applyMe(me: Me): void {
  format.setTimeZone(me.member.time_zone ?? me.workspace.time_zone);
}
