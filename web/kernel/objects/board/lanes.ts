import { useQuery } from '@tanstack/react-query';
import { keys, listRecords, type Field, type ObjectType, type RecordRow } from '#web/kernel/api';
import { useObject } from '../model/use-model.ts';
import { recordName } from '../model/model.ts';
import { related } from '../fields/values.ts';

/** One column of a board, before its cards. */
export type Lane = {
  value: string;
  label: string;
  colour: string | null;
  /** Days without a word after which a card in it turns; the same as everywhere where it says nothing. */
  idleDays: number | null;
};

/** Several ways that cards of one object take, such as pipelines: those that a board shows one of at a time. */
export type Ways = { field: Field; all: { value: string; label: string }[] };

// More columns or ways than anybody looks through.
const MOST = 200;

/** The records that cards of a relation stand in, in their order: columns, also the empty ones. `ways` where these
 * belong to several records that the cards point at too. Null until they came. */
export function useLanes(object: ObjectType, field: Field) {
  const target = useObject(field.type === 'relation' ? (field.to ?? '') : '');
  const own = target ? wayOf(object, target) : null;
  const way = useObject(own?.to ?? '');
  const lanes = useInOrder(target);
  const ways = useInOrder(way);
  if (field.type !== 'relation') return { lanes: [], ways: null };
  if (!target || !lanes || (own && (!way || !ways))) return null;
  const inWay = target.fields.find((one) => one.to === own?.to && one.type === 'relation');
  return {
    lanes: lanes.map((row) => ({ ...laneOf(target, row), way: inWay ? related(row[inWay.key])[0]?.id : undefined })),
    ways:
      own && way && ways
        ? { field: own, all: ways.map((row) => ({ value: row.id, label: recordName(way, row) })) }
        : null,
  };
}

function laneOf(target: ObjectType, row: RecordRow): Lane {
  const idle = row['idle_days'];
  return {
    value: row.id,
    label: recordName(target, row),
    colour: null,
    idleDays: typeof idle === 'number' && idle > 0 ? idle : null,
  };
}

/** The field of the cards that points where the columns point too. */
function wayOf(object: ObjectType, target: ObjectType): Field | null {
  const single = (one: Field): boolean => one.type === 'relation' && !one.many;
  const shared = target.fields.filter((one) => single(one) && one.group !== 'system');
  return object.fields.find((one) => single(one) && one.named && shared.some(({ to }) => to === one.to)) ?? null;
}

function useInOrder(object: ObjectType | null): RecordRow[] | null {
  const query = { sort: 'position', limit: MOST };
  const { data } = useQuery({
    queryKey: keys.list(object?.api ?? '', query),
    queryFn: ({ signal }) => listRecords(object!.api, query, signal),
    enabled: object !== null,
  });
  return data?.data ?? null;
}
