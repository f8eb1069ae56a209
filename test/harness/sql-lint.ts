/** One statement as the driver was given it. */
export interface Sent {
  pool: 'app' | 'control' | 'owner';
  text: string;
}

interface Rule {
  /** Number of the rule in the notes on the database: what breaks without it. */
  name: string;
  breaks(sent: Sent, text: string): boolean;
}

const opening = /^begin(; set local role "ws_[0-9a-z]{1,40}")?(; set local statement_timeout = \d+)?$/;
const volatile = /\b(random|clock_timestamp|gen_random_uuid|uuidv7|nextval|timeofday)\s*\(/i;
const tableName =
  /\b(?:from|join|into|update|table(?: if (?:not )?exists)?)\s+(?:only\s+)?("[^"]+"(?:\."[^"]+")?|[a-z_]\w*)/gi;

/** What may stand after FROM or JOIN without a schema: subqueries, set functions and names that the statement makes. */
const notTables = new Set(
  'lateral unnest select values json_populate_recordset json_to_recordset jsonb_array_elements generate_series'.split(
    ' ',
  ),
);

/** The rules over statements that hold on every database, from an embedded server to a cluster. */
const rules: Rule[] = [
  { name: 'R3 no setting outside the opening', breaks: ({ pool }, text) => setsSetting(pool, text) },
  { name: 'R3 no day of the session zone', breaks: (_, text) => sessionDay(text) },
  { name: 'R4 one statement', breaks: (_, text) => text.replace(/;\s*$/, '').includes(';') },
  { name: 'R5 no DO block', breaks: (_, text) => /^\s*do\s+[$']/i.test(text) },
  { name: 'R7 every name is qualified', breaks: (_, text) => unqualified(text).length > 0 },
  { name: 'R7 no foreign key', breaks: (_, text) => foreignKey(text) },
  { name: 'R9 no volatile function in UPDATE', breaks: (_, text) => /\bupdate\b/i.test(text) && volatile.test(text) },
  { name: 'R10 no MERGE, no ON_ERROR', breaks: (_, text) => /^\s*merge\b|\bon_error\b/i.test(text) },
  {
    name: 'R10 no subquery in VALUES',
    breaks: (_, text) => /\bvalues\s*\((?:[^()]|\([^()]*\))*\(\s*select\b/i.test(text),
  },
  { name: 'R11 one workspace', breaks: (_, text) => new Set(text.match(/"ws_[0-9a-z]+"/g)).size > 1 },
  {
    name: 'R13 no trigger, function or rule',
    breaks: (_, text) => /\bcreate\b.*\b(trigger|function|rule)\b/i.test(text),
  },
  { name: 'R14 no session lock', breaks: (_, text) => /\bpg_(try_)?advisory_lock/i.test(text) },
  { name: 'R14 no LISTEN', breaks: (_, text) => /^\s*(un)?listen\b/i.test(text) },
  { name: 'R15 columns are added plain', breaks: (_, text) => addsMore(text) },
  { name: 'R16 no serial key', breaks: (_, text) => /\b(big|small)?serial\b|generated .* as identity/i.test(text) },
  { name: 'R17 every table has a key', breaks: (_, text) => withoutKey(text) },
  { name: 'R18 no policy', breaks: (_, text) => /\bcreate policy\b/i.test(text) },
  { name: 'R22 no set_config', breaks: (_, text) => /\bset_config\b/i.test(text) },
  { name: '§3 PostgreSQL 16, no citext, no bare %', breaks: (_, text) => tooNew(text) },
];

/** The rules that a statement breaks. */
export function lintStatement(sent: Sent): string[] {
  const text = withoutStrings(sent.text);
  if (opening.test(text) || /^(commit|rollback)$/.test(text)) return [];
  // Rights name roles, not tables.
  if (/^(grant|revoke) /.test(text)) return [];
  return rules.filter((rule) => rule.breaks(sent, text)).map((rule) => `${rule.name}: ${sent.text.slice(0, 300)}`);
}

/** Words inside quotes are values of the code itself; what a person wrote is bound. */
function withoutStrings(text: string): string {
  return text.trim().replaceAll(/'(?:[^']|'')*'/g, "''");
}

function setsSetting(pool: Sent['pool'], text: string): boolean {
  // Changes of schema wait for no lock longer than two seconds: their own transaction says so.
  if (pool === 'owner' && text.startsWith('set local lock_timeout')) return false;
  return /^\s*(re)?set\b/i.test(text) && !/^set (local )?(role)/i.test(text);
}

function sessionDay(text: string): boolean {
  if (/\b(current_date|localtime|localtimestamp|current_time)\b/i.test(text)) return true;
  return /\bdate_trunc\(''\s*,\s*[^,)]+\)/i.test(text);
}

function unqualified(text: string): string[] {
  const named = /(?:\bwith(?: recursive)?|,)\s+([a-z_]\w*)\s+as\s*(?:(?:not )?materialized\s*)?\(/gi;
  const made = new Set([...text.matchAll(named)].map((match) => match[1]!));
  // EXTRACT, TRIM and COPY have a FROM of their own, IS DISTINCT FROM another.
  const plain = text
    .replace(/^copy (.*) from stdin$/is, 'insert into $1')
    .replaceAll(/\bis (not )?distinct from\b/gi, '')
    .replaceAll(/\bextract\s*\(\s*\w+\s+from\b/gi, 'extract(')
    .replaceAll(/\bfor (no key )?update\b|\bdo update\b/gi, '');
  return [...plain.matchAll(tableName)]
    .map((match) => match[1]!)
    .filter((name) => !name.includes('.') && !notTables.has(name.toLowerCase()) && !made.has(name))
    .filter((name) => !/^(set|pg_catalog)$/i.test(name));
}

/** Nothing of a workspace points at another schema; inside one the engine itself keeps what points at what. */
function foreignKey(text: string): boolean {
  return /^\s*(create|alter) table\b/i.test(text) && /\bforeign key\b|\breferences\s+"/i.test(text);
}

/** A new column is plain; what has to be so of it is added by name, not yet valid, and then proven. */
function addsMore(text: string): boolean {
  if (!/^\s*alter table\b/i.test(text)) return false;
  if (/\badd column\b[^,]*\b(check|unique|primary key|identity|\w*serial)\b/i.test(text)) return true;
  const named = /\badd constraint\b.*\b(check|foreign key)\b/is.test(text);
  return /\badd (check|unique|primary key|foreign key)\b/i.test(text) || (named && !/\bnot valid\b/i.test(text));
}

function withoutKey(text: string): boolean {
  if (/\bcreate unlogged\b|\binherits\s*\(/i.test(text)) return true;
  return /^\s*create table\b/i.test(text) && !/\bprimary key\b/i.test(text);
}

function tooNew(text: string): boolean {
  if (/\b(uuidv7|casefold|json_table)\s*\(|\bcitext\b/i.test(text)) return true;
  return /\sreturning\s+(old|new)\./i.test(text) || /[\w"$)]\s+(%|<%|%>)\s+[\w"$(]/.test(text);
}
