import type pg from 'pg';

const functions = [
  // It switches roles as SET ROLE does, from inside any query.
  'set_config(text, text, boolean)',
  'lo_create(oid)',
  'lo_creat(integer)',
  'lo_from_bytea(oid, bytea)',
];

const closings = [
  ...functions.map((name) => `revoke execute on function pg_catalog.${name} from public`),
  // pg_dump calls it.
  'grant execute on function pg_catalog.set_config(text, text, boolean) to kith_owner',
  // A DO block may switch roles.
  'revoke usage on language plpgsql from public',
  'revoke create on schema public from public',
];

/**
 * Closes the ways round the workspace roles in the connected database, as far as its login may: without the right
 * PostgreSQL only warns, so that `findOpenDoors` has to be asked.
 */
export async function closeDatabase(client: pg.Client): Promise<void> {
  for (const closing of closings) await closeIfAllowed(client, closing);
}

/** Takes the rights that everybody has on a database as a whole; they are not copied with a template. */
export async function closeDoor(client: pg.Client, database: string, rights: 'all' | 'temporary'): Promise<void> {
  await closeIfAllowed(client, `revoke ${rights} on database ${database} from public`);
}

async function closeIfAllowed(client: pg.Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    // insufficient_privilege, for a login that has no right at all on the object
    if ((error as pg.DatabaseError).code !== '42501') throw error;
  }
}

/** What a workspace role could still do to get round the wall, in words; empty when the wall stands. */
export async function findOpenDoors(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<Record<string, boolean>>(
    `select has_function_privilege('kith_app', 'pg_catalog.set_config(text, text, boolean)', 'execute') as set_config,
            has_function_privilege('kith_app', 'pg_catalog.lo_create(oid)', 'execute') as large_objects,
            has_language_privilege('kith_app', 'plpgsql', 'usage') as plpgsql,
            has_database_privilege('kith_app', current_database(), 'temporary') as temporary_tables,
            has_schema_privilege('kith_app', 'public', 'create') as create_in_public`,
  );
  return Object.entries(rows[0] ?? {}).flatMap(([name, open]) => (open ? [name] : []));
}
