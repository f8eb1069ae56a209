import type { Field, ObjectType, RecordRow } from '#web/kernel/api';

/** More rows than this and two records cannot be compared at a glance. */
const MOST = 5;
const ORDER = ['company', 'title', 'emails', 'phones', 'domains', 'city', 'vat_number', 'birthday', 'created_at'];

/** The fields by which one sees whether two records are the same: what at least one of them knows. */
export function telling(object: ObjectType, records: RecordRow[]): Field[] {
  const known = (field: Field): boolean =>
    records.some((row) => row[field.key] !== null && row[field.key] !== undefined && row[field.key] !== '');
  return ORDER.map((key) => object.fields.find((field) => field.key === key))
    .filter((field) => field !== undefined)
    .filter(known)
    .slice(0, MOST);
}

/** A likeness as whole percent; the server's score goes from 0 to 100, older answers from 0 to 1. */
export const likeness = (score: number): number => Math.round(score > 1 ? score : score * 100);
