import { existsSync, statfsSync } from 'node:fs';
import { inControl, withContext, system } from '#kernel/workspace';
import { sql } from '#kernel/database';
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
  const disk = existsSync(config.dataDir) ? statfsSync(config.dataDir) : null;
  if (disk) {
    const free = (disk.bavail * disk.bsize) / 1e9;
    const share = disk.bavail / disk.blocks;
    findings.push(`disk: ${free.toFixed(1)} GB free${share < 0.15 || free < 2 ? ' - make room soon' : ''}`);
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
