import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openerFor, reasonFor, type TouchFacts } from './opener.ts';

const facts: TouchFacts = {
  now: new Date('2026-11-22T08:00:00Z'),
  timeZone: 'Asia/Nicosia',
  cadenceDays: 30,
  overdueDays: 18,
  silentDays: 48,
  deal: null,
  last: { kind: 'call', title: 'Offer for the annual audit', at: '2026-10-05T09:00:00Z' },
  quickFacts: 'Peanut allergy.\nDaughter starts university in May',
  birthday: null,
};

describe('why somebody is on the list', () => {
  test('says the rhythm and how late it is', () => {
    assert.equal(reasonFor(facts).en, 'Every 30 days; 18 days overdue');
    assert.equal(reasonFor({ ...facts, overdueDays: 1 }).el, 'Κάθε 30 ημέρες· 1 ημέρα καθυστέρηση');
    assert.equal(reasonFor({ ...facts, overdueDays: 0 }).en, 'Due today: every 30 days');
  });

  test('names the open deal that went quiet', () => {
    const cold = { ...facts, deal: 'Payroll system', cadenceDays: null };
    assert.equal(reasonFor(cold).en, '“Payroll system” is open; quiet for 48 days');
    assert.match(reasonFor({ ...cold, silentDays: null }).el, /καμία επαφή/);
  });
});

describe('an opener', () => {
  test('begins with what was last spoken of, then what one knows', () => {
    const { en, el } = openerFor(facts);
    assert.equal(en, 'Last time: Offer for the annual audit (call, 5 October). Remember: Peanut allergy.');
    assert.match(el, /^Τελευταία φορά: Offer for the annual audit \(κλήση, 5 Οκτωβρίου\)\./);
  });

  test('puts a near birthday first', () => {
    assert.match(openerFor({ ...facts, birthday: '1980-11-25' }).en, /^Birthday on 25 November\. Last time/);
    assert.match(openerFor({ ...facts, birthday: '--11-22' }).el, /^Έχει γενέθλια σήμερα\./);
    assert.doesNotMatch(openerFor({ ...facts, birthday: '1980-04-15' }).en, /Birthday/);
  });

  test('is empty where nothing is known, and short where a title is long', () => {
    assert.deepEqual(openerFor({ ...facts, last: null, quickFacts: ' \n' }), { en: '', el: '' });
    const long = openerFor({ ...facts, last: { kind: 'mail', title: 'x'.repeat(300), at: facts.now.toISOString() } });
    assert.ok(long.en.length < 160);
  });
});
