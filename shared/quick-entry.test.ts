import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { longestQuickEntry, readQuickEntry } from './quick-entry.ts';

// A Wednesday, 12:00 in Nicosia (UTC+2 in winter).
const reading = { now: new Date('2026-11-18T10:00:00Z'), timeZone: 'Asia/Nicosia' };

/** Object, subject and time of each entry, in one line. */
function read(text: string): string[] {
  return readQuickEntry(text, reading).map(({ object, values }) => {
    const at = (values['due_at'] ?? values['happened_at'] ?? '') as string;
    return `${object} | ${String(values['subject'])} | ${at === reading.now.toISOString() ? 'now' : at.slice(0, 16)}`;
  });
}

describe('natural words', () => {
  const cases: [string, string[]][] = [
    [
      'called, wants a quote by Friday',
      ['calls | Wants a quote by Friday | now', 'tasks | Wants a quote | 2026-11-20T15:00'],
    ],
    [
      'met Maria at their office, send proposal tomorrow',
      ['meetings | Met Maria at their office | now', 'tasks | Send proposal | 2026-11-19T15:00'],
    ],
    [
      'τηλέφωνο, θέλει προσφορά μέχρι Παρασκευή',
      ['calls | Θέλει προσφορά μέχρι Παρασκευή | now', 'tasks | Θέλει προσφορά | 2026-11-20T15:00'],
    ],
    ['note: likes jazz, call by Friday', ['notes | Likes jazz, call by Friday | ']],
    ['σημείωση: προτιμά ελληνικά', ['notes | Προτιμά ελληνικά | ']],
    ['task: renew the contract 25/11', ['tasks | Renew the contract | 2026-11-25T15:00']],
    ['todo: send quote by Friday', ['tasks | Send quote | 2026-11-20T15:00']],
    ['εργασία: ανανέωση συμβολαίου 25/11 10:30', ['tasks | Ανανέωση συμβολαίου | 2026-11-25T08:30']],
    [
      'called: wants quote by Friday, 10 min',
      ['calls | Wants quote by Friday | now', 'tasks | Wants quote | 2026-11-20T15:00'],
    ],
    ['call back tomorrow at 9:30', ['tasks | Call back | 2026-11-19T07:30']],
    ['call Maria on Friday', ['tasks | Call Maria | 2026-11-20T15:00']],
    ['called', ['calls | Call | now']],
    ['Τηλεφώνησα', ['calls | Κλήση | now']],
    ['called yesterday about the invoice', ['calls | Called yesterday about the invoice | 2026-11-17T07:00']],
    ['met Nikos on Monday', ['meetings | Met Nikos on Monday | 2026-11-16T07:00']],
    [
      'meeting on Friday at 10:00 with the auditors',
      ['meetings | Meeting on Friday at 10:00 with the auditors | 2026-11-20T08:00'],
    ],
    ['συνάντηση αύριο στις 11:00', ['meetings | Συνάντηση αύριο στις 11:00 | 2026-11-19T09:00']],
    [
      'emailed the offer, follow up in 2 weeks',
      ['mails | Emailed the offer | now', 'tasks | Follow up | 2026-12-02T15:00'],
    ],
    [
      'Μίλησα με τη Μαρία, να στείλω το συμβόλαιο μεθαύριο',
      ['calls | Μίλησα με τη Μαρία | now', 'tasks | Να στείλω το συμβόλαιο | 2026-11-20T15:00'],
    ],
    ['send proposal next week', ['tasks | Send proposal | 2026-11-23T15:00']],
    ['send the report by end of month', ['tasks | Send the report | 2026-11-30T15:00']],
    ['στείλε προσφορά μέχρι 25 Νοεμβρίου', ['tasks | Στείλε προσφορά | 2026-11-25T15:00']],
    ['prepare slides by 3 Dec 2026', ['tasks | Prepare slides | 2026-12-03T15:00']],
    ['submit VAT by Jan 10', ['tasks | Submit VAT | 2027-01-10T15:00']],
    ['send quote today', ['tasks | Send quote | 2026-11-18T15:00']],
    ['send quote', ['tasks | Send quote | 2026-11-19T15:00']],
    ['prefers to be called after 6', ['notes | Prefers to be called after 6 | ']],
    ['She has two children and a dog', ['notes | She has two children and a dog | ']],
    ['Moved to the new building in Limassol', ['notes | Moved to the new building in Limassol | ']],
    [
      'Likes jazz, send tickets by Friday',
      ['notes | Likes jazz, send tickets by Friday | ', 'tasks | Send tickets | 2026-11-20T15:00'],
    ],
    ['Price is 1,250.00 for 3.5 days', ['notes | Price is 1,250.00 for 3.5 days | ']],
    ['whatsapp: confirmed the visit', ['chats | Confirmed the visit | now']],
    ['letter: notice of renewal', ['letters | Notice of renewal | now']],
    [
      'we met and agreed the scope, prepare the contract by Monday',
      ['meetings | We met and agreed the scope | now', 'tasks | Prepare the contract | 2026-11-23T15:00'],
    ],
  ];
  for (const [text, expected] of cases) {
    test(`“${text}”`, () => assert.deepEqual(read(text), expected));
  }
});

describe('details of a call', () => {
  const values = (text: string) => readQuickEntry(text, reading)[0]?.values ?? {};

  test('are read from the words', () => {
    assert.equal(values('called, no answer')['outcome'], 'no_answer');
    assert.equal(values('Τηλέφωνο, δεν απάντησε')['outcome'], 'no_answer');
    assert.equal(values('called and left a message')['outcome'], 'left_message');
    assert.equal(values('they called about the audit, 20 min')['direction'], 'in');
    assert.equal(values('they called about the audit, 20 min')['duration'], 1_200);
    assert.equal(values('μας πήρε τηλέφωνο για το τιμολόγιο')['direction'], 'in');
    assert.equal(values('met Maria at their office')['place'], 'Their office');
  });

  test('keep every word that was typed', () => {
    const text = 'called, wants a quote by Friday';
    assert.equal(values(text)['notes'], text);
    assert.equal(readQuickEntry('todo: urgent, pay the invoice today', reading)[0]?.values['priority'], 'high');
  });
});

describe('days in the reader’s zone', () => {
  test('follow the change of the clocks', () => {
    const summer = { now: new Date('2026-06-17T09:00:00Z'), timeZone: 'Asia/Nicosia' };
    assert.equal(readQuickEntry('send quote by Friday', summer)[0]?.values['due_at'], '2026-06-19T14:00:00.000Z');
    const before = { now: new Date('2026-10-23T09:00:00Z'), timeZone: 'Europe/Athens' };
    assert.equal(readQuickEntry('task: call 25/10 17:00', before)[0]?.values['due_at'], '2026-10-25T15:00:00.000Z');
  });

  test('count from the local day', () => {
    const late = { now: new Date('2026-11-18T23:00:00Z'), timeZone: 'Asia/Nicosia' };
    assert.equal(readQuickEntry('send quote tomorrow', late)[0]?.values['due_at'], '2026-11-20T15:00:00.000Z');
  });
});

describe('hostile text', () => {
  const nasty = [
    '',
    '   ',
    '\u0000\u0001',
    'note:',
    ':::::',
    'task: ',
    '99/99/9999',
    'by by by by by',
    '<script>alert(1)</script>',
    "'; drop table person; --",
    '{{constructor.constructor("return 1")()}}',
    '\u202Eevil\u202C',
    '\uD83D',
    '👩‍👩‍👧‍👦'.repeat(50),
    'e\u0301'.repeat(500),
    'ﷺ'.repeat(100),
    'called '.repeat(2_000),
    ', '.repeat(5_000),
    'and '.repeat(3_000),
    '1'.repeat(20_000),
    'by the '.repeat(3_000),
    `task: ${'a'.repeat(50_000)}`,
    '31/02',
    'in 999 months',
    '__proto__: x',
    'constructor: x',
  ];
  test('never throws, never stalls, and makes few and short entries', () => {
    for (const text of nasty) {
      const started = performance.now();
      const entries = readQuickEntry(text, reading);
      assert.ok(performance.now() - started < 250, `${text.slice(0, 20)} took ${performance.now() - started} ms`);
      assert.ok(entries.length <= 6);
      for (const { values, title } of entries) {
        assert.ok(title.length > 0 && title.length <= 420);
        assert.ok([...String(values['subject'])].length <= 200);
        assert.ok(String(values['notes'] ?? values['text'] ?? '').length <= longestQuickEntry);
        // oxlint-disable-next-line no-control-regex -- what must not be there
        assert.doesNotMatch(JSON.stringify(values), /\\u0000|\u202e/);
        for (const key of ['due_at', 'happened_at'])
          if (values[key]) assert.ok(!Number.isNaN(Date.parse(String(values[key]))));
      }
    }
  });
});
