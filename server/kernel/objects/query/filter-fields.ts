/** Names of the object's own fields in a filter, at any depth, and of hops such as `company.name`; fields within a
 * `where` belong to the object behind the relation. */
export function fieldNames(filter: unknown): string[] {
  if (Array.isArray(filter)) return filter.flatMap(fieldNames);
  if (typeof filter !== 'object' || filter === null) return [];
  const { field, where: _, ...rest } = filter as { field?: unknown; where?: unknown };
  return [...(typeof field === 'string' ? [field] : []), ...Object.values(rest).flatMap(fieldNames)];
}
