import { createHmac } from 'node:crypto';
import pg from 'pg';

/** The logins of the three pools. */
export type RoleName = 'kith_owner' | 'kith_app' | 'kith_control';

const attributes: Readonly<Record<RoleName, string>> = {
  kith_owner: 'LOGIN CREATEROLE INHERIT',
  kith_app: 'LOGIN NOINHERIT',
  kith_control: 'LOGIN NOINHERIT',
};

// No statement may hold up the others: what takes longer raises its own limit inside its transaction.
/** Milliseconds of a statement. */
export const statementMillis = 15_000;
const timeLimits = {
  statement_timeout: `${statementMillis / 1_000}s`,
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
};

const sessionSettings: Readonly<Record<RoleName, Readonly<Record<string, string>>>> = {
  kith_owner: { search_path: '' },
  kith_app: { search_path: '', ...timeLimits },
  kith_control: { search_path: '', ...timeLimits },
};

export const roleNames = Object.keys(attributes) as RoleName[];

/** The password of a role, derived so that every node of one installation finds the same. */
export function rolePassword(secret: string, role: RoleName): string {
  return createHmac('sha256', secret).update(`kith database role ${role}`).digest('base64url');
}

/** Makes the three roles, or brings them to their attributes and settings. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  for (const role of roleNames) {
    const found = await client.query('select 1 from pg_catalog.pg_roles where rolname = $1', [role]);
    if (found.rows.length === 0) await client.query(`create role ${role} ${attributes[role]}`);
    for (const [name, value] of Object.entries(sessionSettings[role])) {
      await client.query(`alter role ${role} set ${name} = ${pg.escapeLiteral(value)}`);
    }
  }
}

/** Sets the derived password of a role unless `login` (of that role) already works. */
export async function ensurePassword(client: pg.Client, login: pg.ClientConfig, password: string): Promise<void> {
  if (await canLogIn(login)) return;
  await client.query(`alter role ${pg.escapeIdentifier(login.user ?? '')} password ${pg.escapeLiteral(password)}`);
}

/** Whether the server accepts the login; other failures than a refused password are thrown. */
async function canLogIn(login: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(login);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as pg.DatabaseError).code === '28P01') return false;
    throw error;
  } finally {
    await client.end();
  }
}
