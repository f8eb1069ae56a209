import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../../../../../test/harness/app.ts';

/** A zone with summer time between the last Sundays of March and October. */
const zone = (id: string, standard: string, daylight: string) =>
  `BEGIN:VTIMEZONE
TZID:${id}
BEGIN:STANDARD
DTSTART:19701025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:${daylight}
TZOFFSETTO:${standard}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:${standard}
TZOFFSETTO:${daylight}
END:DAYLIGHT
END:VTIMEZONE`;
const event = (title: string, start: string, more = '') =>
  `BEGIN:VEVENT\nUID:${title}@test\nSUMMARY:${title}\nDTSTART${start}\n${more}END:VEVENT`;
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\n').replaceAll('\n', '\r\n');

/** Brings a calendar into a workspace in Nicosia: its counts, the starts of its meetings by title, its rows. */
async function bring(text: string) {
  const kith = await testApp();
  try {
    const form = new FormData();
    form.append('file', new Blob([text]), 'calendar.ics');
    const at = `/api/v1/imports/${(await kith.request('POST', '/api/v1/imports', form)).body.id}`;
    await kith.drain();
    await kith.request('POST', `${at}/run`, { accept: 'proposed' });
    await kith.drain();
    const { body } = await kith.request('GET', at);
    assert.equal(body.state, 'done', JSON.stringify(body));
    const meetings = (await kith.request('GET', '/api/v1/meetings?sort=subject')).body.data;
    const rows = (await kith.request('GET', `${at}/rows`)).body.data;
    return {
      counts: [body.files[0].rows, body.interactions, body.rejected],
      starts: Object.fromEntries(
        meetings.map((one: { subject: string; happened_at: string }) => [one.subject, one.happened_at]),
      ),
      rows: rows.map((row: { status: string; reason: string | null }) => [row.status, row.reason]),
      told: JSON.stringify(rows),
    };
  } finally {
    await kith.close();
  }
}

test('zones that a calendar defines are no rows, and their own rules tell the time in summer and winter', async () => {
  const found = await bring(
    calendar(
      event('before its zone', ';TZID=Island:20260715T100000'),
      zone('Island', '-0330', '-0230'),
      event('summer', ';TZID=Island:20260715T100000'),
      event('winter', ';TZID="Island":20260115T100000'),
      event('all day', ';VALUE=DATE:20260115'),
    ),
  );
  assert.deepEqual(found.counts, [4, 4, 0]);
  assert.equal(found.starts['before its zone'], '2026-07-15T12:30:00Z');
  assert.equal(found.starts['summer'], '2026-07-15T12:30:00Z');
  assert.equal(found.starts['winter'], '2026-01-15T13:30:00Z');
});

test('a zone that nobody knows or whose rules make no sense is read on our clocks, and that is told', async () => {
  const wild = zone('Wild', '+9900', '+9900');
  const endless = zone('Endless', '+0200', '+0300').replace('FREQ=YEARLY', 'FREQ=SECONDLY');
  const found = await bring(
    calendar(
      wild,
      endless,
      event('wild', ';TZID=Wild:20260715T100000'),
      event('endless', ';TZID=Endless:20260715T100000'),
      event('unknown', ';TZID=Nowhere/At All:20260715T100000'),
      event('ours', ':20260715T100000'),
      event('no start', ':sometime'),
    ),
  );
  assert.deepEqual(found.counts, [5, 4, 1]);
  for (const title of ['wild', 'endless', 'unknown', 'ours'])
    assert.equal(found.starts[title], '2026-07-15T07:00:00Z', title);
  assert.equal(found.told.match(/nobody knows this time zone; read on the clocks of Asia\/Nicosia/g)?.length, 3);
});

test('an entry whose end is missing swallows none of the next', async () => {
  const open = zone('Island', '-0330', '-0230').replace('\nEND:VTIMEZONE', '');
  const alarm = 'BEGIN:VALARM\nTRIGGER:-PT10M\n';
  const found = await bring(
    calendar(
      open,
      event('first', ';TZID=Island:20260715T100000').replace('\nEND:VEVENT', ''),
      event('second', ':20260715T100000', alarm),
      event('third', ':20260715T110000', `${alarm}END:VALARM\n`),
    ),
  );
  assert.deepEqual(found.counts, [3, 3, 0]);
  assert.deepEqual(found.starts, {
    first: '2026-07-15T12:30:00Z',
    second: '2026-07-15T07:00:00Z',
    third: '2026-07-15T08:00:00Z',
  });
});
