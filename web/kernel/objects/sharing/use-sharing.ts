import { useQuery } from '@tanstack/react-query';
import { getSharing, keys, type ObjectType, type RecordRow, type Sharing } from '#web/kernel/api';
import { useMe } from '#web/kernel/session';

/** The name under which the sharing of a record is kept: it goes stale with its record. */
export const sharingKey = (object: string, id: string) => [...keys.record(object, id), 'sharing'] as const;

/** With whom a record is shared, and what the reader may do with it; null until it came. */
export function useSharing(object: ObjectType, id: string): Sharing | null {
  const asked = useQuery({ queryKey: sharingKey(object.api, id), queryFn: () => getSharing(object.api, id) });
  return asked.data ?? null;
}

/** The record with what the reader may do with it. Until that is known, only what holds for all records is offered. */
export function useRecordDeeds(object: ObjectType, record: RecordRow): { record: RecordRow; sharing: Sharing | null } {
  const sharing = useSharing(object, record.id);
  const { rights } = useMe().can;
  const reach = rights.objects[object.key];
  const sure = (verb: 'update' | 'delete'): boolean => reach?.[verb] === 'all' && !reach.ruled;
  return { sharing, record: { ...record, can: sharing?.can ?? { update: sure('update'), delete: sure('delete') } } };
}
