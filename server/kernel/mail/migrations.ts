import { sql, type Migration } from '#kernel/database';

/** Every mail that was ever to leave, with what became of it. */
export const workspaceMigrations: Migration[] = [
  {
    name: '0008-mail-outbox',
    statements: (table) => [
      sql`create table ${table('mail_outbox')} (
        id uuid constraint mail_outbox_key primary key,
        recipients jsonb not null,
        reply_to text,
        subject text not null,
        text text not null,
        html text,
        state text not null default 'queued',
        reason text,
        attempts integer not null default 0,
        created_by uuid,
        created_at timestamptz not null,
        sent_at timestamptz)`,
      sql`create index mail_outbox_newest on ${table('mail_outbox')} (created_at, id)`,
      sql`create index mail_outbox_state on ${table('mail_outbox')} (state, id) where state <> 'sent'`,
    ],
  },
  {
    name: '0021-mail-sealed',
    statements: (table) => [sql`alter table ${table('mail_outbox')} add column sealed text`],
  },
];
