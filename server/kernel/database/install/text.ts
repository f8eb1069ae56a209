import type pg from 'pg';
import { StartError } from '#kernel/config';

const extensions = ['pg_trgm', 'unaccent', 'btree_gin'];

/** Makes the three extensions in `public`; a missing right or package is told in one line. */
export async function ensureExtensions(client: pg.Client): Promise<void> {
  for (const name of extensions) {
    try {
      await client.query(`create extension if not exists ${name} schema public`);
    } catch (error) {
      throw new StartError(
        `the extension ${name} is missing (${(error as Error).message}): ` +
          `run "create extension ${name} schema public" in this database as its administrator`,
      );
    }
  }
}

/** Proves that this database folds and searches Greek; a wrong locale fails in silence and only in search. */
export async function requireText(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ encoding: string }>("select current_setting('server_encoding') as encoding");
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8' && (await foldsGreek(client))) return;
  throw new StartError(
    `this database cannot read Greek (encoding ${encoding}, or its LC_CTYPE is not UTF-8): make it anew with ` +
      `"create database kith template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'"`,
  );
}

/** Trigrams, lower case and words each ask another part of the locale. */
async function foldsGreek(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ folds: boolean }>(
    `select public.show_trgm('Γιώργος') <> '{}'
            and lower('ΓΙΏΡΓΟΣ') in ('γιώργοσ', 'γιώργος')
            and to_tsvector('pg_catalog.simple', 'Γιώργος')::text in ('''γιώργοσ'':1', '''γιώργος'':1') as folds`,
  );
  return rows[0]?.folds === true;
}
