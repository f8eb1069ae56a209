/** One entry of a dated relation; days are included, and none is an open end. */
export type DatedEntry = {
  id: string;
  record: { id: string; object: string; name: string | null };
  label: string | null;
  from: string | null;
  until: string | null;
  present: boolean;
};
