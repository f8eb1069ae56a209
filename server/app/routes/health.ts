import { defineOpenRoute, z, type Route } from '#kernel/http';
import { inControl } from '#kernel/workspace';
import { fail } from '#shared/failure';
import { sql } from '#kernel/database';
import type { Services } from '../services.ts';

const local = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function healthRoutes({ pools, server, hub }: Services): Route[] {
  return [
    defineOpenRoute({
      method: 'GET',
      path: '/healthz',
      summary: 'The process is alive.',
      tag: 'Operation',
      access: 'public',
      answer: z.object({ status: z.literal('ok') }),
      serve: async () => ({ status: 'ok' }),
    }),
    defineOpenRoute({
      method: 'GET',
      path: '/readyz',
      summary: 'Pages and API can be used: the database answers and its tables are those of this version.',
      tag: 'Operation',
      access: 'public',
      answer: z.object({ status: z.literal('ready'), database: z.string() }),
      serve: async () => {
        await inControl(pools, (db) => db.one(sql`select count(*) as n from ${db.table('workspace')}`));
        return { status: 'ready', database: server.kind };
      },
    }),
    defineOpenRoute({
      method: 'GET',
      path: '/metrics',
      summary: 'Figures of this process, for Prometheus; only from this machine.',
      tag: 'Operation',
      access: 'public',
      answer: { media: ['text/plain'] },
      serve: async ({ raw }) => {
        // What a proxy on this machine passes on comes from elsewhere.
        const passedOn = raw.request.headers['x-forwarded-for'] ?? raw.request.headers['forwarded'];
        if (!local.has(raw.request.ip) || passedOn) fail('route.not_found');
        const { rss, heapUsed } = process.memoryUsage();
        const lines = [
          ['kith_resident_bytes', rss],
          ['kith_heap_bytes', heapUsed],
          ['kith_open_streams', hub.size()],
          ['kith_database_connections', pools.app.totalCount],
          ['kith_database_waiting', pools.app.waitingCount],
          ['kith_uptime_seconds', Math.round(process.uptime())],
        ].map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`);
        return raw.reply.type('text/plain; version=0.0.4').send(lines.join(''));
      },
    }),
  ];
}
