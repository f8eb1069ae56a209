import { inControl, withContext, system } from '#kernel/workspace';
import { sql } from '#kernel/database';
import { judgeSpace, readSpace } from '../free-space.ts';
import type { Run } from './kith.ts';

/** Looks at everything that can be wrong with an installation, and says it plainly. */
export const run: Run = async (services, command) => {
  const { config, server, pools, directory, source } = services;
  const findings: string[] = [];
  const version = await inControl(pools, (db) =>
    db.one<{ v: string }>(sql`select current_setting('server_version') as v`),
  );
  findings.push(`database: ${server.kind} PostgreSQL ${version.v}`);
  findings.push(
    server.wall === 'roles' ? 'wall: one role per workspace' : 'wall: by query only (the login may not create roles)',
  );
  for (const door of server.openDoors) findings.push(`open: ${door}`);
  const space = readSpace(config.dataDir);
  if (space) {
    const judged = judgeSpace(space);
    const advice = judged ? ` - make room ${judged === 'little' ? 'now' : 'soon'}` : '';
    findings.push(`disk: ${(space.free / 1e9).toFixed(1)} GB free${advice}`);
  }
  findings.push(config.smtpUrl ? 'mail: goes out by SMTP_URL' : 'mail: no SMTP_URL; mails wait in the outbox');
  for (const workspace of await directory.list()) {
    const found = await withContext(source, { workspace, actor: system }, (ctx) =>
      ctx.db.one<{ parked: number; waiting: number; outbox: number; refused: number }>(sql`select
        (select count(*) from ${ctx.db.table('job')} where state = 'parked') as parked,
        (select count(*) from ${ctx.db.table('job')} where done_at is null) as waiting,
        (select count(*) from ${ctx.db.table('outbox')} where relayed_at is null) as outbox,
        (select count(*) from ${ctx.db.table('outbox')} where relayed_at is not null and error is not null
          and attempts >= 12) as refused`),
    );
    const { waiting, parked, outbox, refused } = found;
    const events = `events ${outbox} waiting, ${refused} parked`;
    findings.push(`workspace ${workspace.slug}: jobs ${waiting} waiting, ${parked} parked; ${events}`);
  }
  return command.flags['json'] ? { findings } : findings.join('\n');
};
