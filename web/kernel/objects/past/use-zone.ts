import { useMe } from '#web/kernel/session';

/** The time zone by which the reader's days begin and end. */
export function useZone(): string {
  const me = useMe();
  return me.member.time_zone ?? me.workspace.time_zone;
}
