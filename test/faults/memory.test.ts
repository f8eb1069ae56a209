import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { hostileFile, withoutHostile } from '../harness/hostile-data.ts';
import { openFirm, type Firm } from './firm.ts';
import { lines, worked } from './people.ts';

// Each process by itself: the program answers, its background process brings files in.
const mostBytes = 500e6;
const lookMillis = 50;
const elsewhere = process.platform === 'linux' ? false : 'only Linux says how much memory a process has';

/** Bytes that a process has in memory; 0 where it is not there any more. */
function residentOf(pid: number | null): number {
  if (pid === null) return 0;
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

describe('memory of the program and its background process', { skip: elsewhere }, () => {
  const rows = 60_000;
  const domain = 'wide.example';
  let firm: Firm;
  before(async () => {
    firm = await openFirm();
  });
  after(() => firm.close());

  /** Does something and fails where one of both had more than it may at any look. */
  const within = async (what: string, work: () => Promise<void>) => {
    const peaks = { program: 0, background: 0 };
    const timer = setInterval(() => {
      for (const which of ['program', 'background'] as const)
        peaks[which] = Math.max(peaks[which], residentOf(firm.pid(which)));
    }, lookMillis);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
    const [program, background] = [peaks.program, peaks.background].map((bytes) => Math.round(bytes / 1e6));
    console.log(`  ${what}: at most ${program} MB, in the background ${background} MB`);
    assert.ok(peaks.program > 0 && Math.max(peaks.program, peaks.background) <= mostBytes, what);
  };
  /** An import of one file, to its end or until it is ready to run. */
  const upload = async (name: string, content: string | Uint8Array, run: boolean) => {
    const form = new FormData();
    form.append('file', new Blob([content as BlobPart]), name);
    const { id } = await firm.ok('POST', '/api/v1/imports', form);
    if (run) await firm.ok('POST', `/api/v1/imports/${id}/run`, { accept: 'proposed' });
    for (;;) {
      const { state, ...more } = await firm.ok('GET', `/api/v1/imports/${id}`);
      if (!['reading', 'running'].includes(state)) return { state, ...more };
    }
  };

  test('holds in an import of 60,000 rows with forty columns', async () => {
    await within('wide import', async () => {
      const header = Array.from({ length: 36 }, (_, n) => `Column ${n}`).join();
      const filler = Array.from({ length: 36 }, (_, n) => `value of column ${n}`).join();
      const people = lines(rows, domain).map((one) => [one.given, one.family, one.email, one.company, filler].join());
      const text = `First name,Last name,E-mail,Company,${header}\n${people.join('\n')}\n`;
      const { state, created } = await upload('wide.csv', text, true);
      assert.deepEqual([state, created], ['done', rows]);
    });
  });

  test('holds where one cell has three megabytes', async () => {
    await within('large cell', async () => {
      const text = `First name,Last name,E-mail,Notes\nAnna,One,anna@cell.example,${'x'.repeat(3_000_000)}\n`;
      const { state, rejected, created } = await upload('cell.csv', text, true);
      assert.equal(state, 'done');
      assert.equal(rejected + created, 1);
    });
  });

  test('holds with the bombs among the hostile files', { skip: withoutHostile }, async () => {
    await within('bombs', async () => {
      for (const name of ['xlsx-bomb-shared-string-256mb.xlsx', 'xlsx-billion-laughs.xlsx', 'zip-4000-entries.zip']) {
        const { state } = await upload(name, hostileFile(`files/${name}`), false);
        // One of them is a plain sheet to whoever expands no entities.
        assert.ok(state === 'failed' || state === 'ready', `${name}: ${state}`);
      }
    });
  });

  test('holds in a change of all while a reader of events and one of an export take nothing', async () => {
    const { origin, cookie } = firm.session();
    const idle = [
      reader(origin, { method: 'GET', path: '/api/v1/events', cookie }),
      reader(origin, { method: 'GET', path: '/api/v1/people/export?format=csv', cookie }),
    ];
    try {
      await within('change beside slow readers', async () => {
        const filter = { field: 'emails', contains: domain };
        const ask = { action: 'update', values: { city: 'Later' }, filter };
        const { job_id: job } = await firm.ok('POST', '/api/v1/people/bulk', ask);
        const done = await worked(firm, job, Infinity);
        assert.deepEqual([done.state, done.result.changed], ['done', rows]);
      });
    } finally {
      for (const socket of idle) socket.destroy();
    }
  });
});

/** A connection that asks and then never reads. */
function reader(origin: string, { method, path, cookie }: Record<'method' | 'path' | 'cookie', string>) {
  const { hostname, port, host } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined).pause();
  socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\norigin: ${origin}\r\n\r\n`);
  return socket;
}
