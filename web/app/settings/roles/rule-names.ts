import { useQuery } from '@tanstack/react-query';
import { getRecord, type Filter, type ObjectType } from '#web/kernel/api';
import {
  findField,
  findObject,
  fromFilter,
  isGroup,
  recordName,
  toFilter,
  useObjects,
  type FilterPart,
} from '#web/kernel/objects';

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

const namesIds = (part: FilterPart): boolean =>
  isGroup(part) ? part.parts.some(namesIds) : [part.value].flat().some(isId);

/** A kept rule names members and records by their ids: this is the same rule with their names, once they came. */
export function useNamedRule(object: ObjectType, rule: Filter | null): Filter | null {
  const objects = useObjects();
  const tree = fromFilter(rule);
  const bare = tree?.conditions.some(namesIds) ?? false;
  const asked = useQuery({
    queryKey: ['rule-names', object.api, rule],
    enabled: bare,
    queryFn: async () => {
      const named = async (to: string | null, id: unknown): Promise<unknown> => {
        const other = to ? findObject(objects, to) : null;
        if (!other || !isId(id)) return id;
        // One that is gone keeps its id: the rule goes on holding for nothing.
        const record = await getRecord(other.api, id).catch(() => null);
        return record ? { id, name: recordName(other, record) } : id;
      };
      const namedPart = async (on: ObjectType, part: FilterPart): Promise<FilterPart> => {
        if (isGroup(part)) {
          const inside = (part.of && findObject(objects, part.of.api)) ?? on;
          return { ...part, parts: await Promise.all(part.parts.map((one) => namedPart(inside, one))) };
        }
        const to = findField(on, part.field)?.to ?? null;
        const { value } = part;
        const names = Array.isArray(value) ? Promise.all(value.map((id) => named(to, id))) : named(to, value);
        return { ...part, value: await names };
      };
      const conditions = (tree?.conditions ?? []).map((part) => namedPart(object, part));
      return toFilter({ join: tree?.join ?? 'all', conditions: await Promise.all(conditions) });
    },
  });
  return bare ? (asked.data ?? rule) : rule;
}
