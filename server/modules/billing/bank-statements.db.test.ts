import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../test/harness/app.ts';

type Json = Record<string, unknown>;

const entry = ({ amount, way, id, day, note, who }: Record<string, string>) => `<Ntry>
  <Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
  <BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>${id}</AcctSvcrRef>
  <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${who}</Nm></Pty></Dbtr></RltdPties>
    <RmtInf><Ustrd>${note}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
const camt = (...entries: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
  <Acct><Id><IBAN>CY17002001280000001200527600</IBAN></Id></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;

describe('bank statements', () => {
  let kith: TestApp;
  let company: string;
  const ask = async (status: number, method: string, path: string, body?: unknown) => {
    const answer = await kith.request(method, `/api/v1/${path}`, body);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const give = (text: string, status = 201, more: Json = {}) =>
    ask(status, 'POST', 'bank_statements', { name: 'November', text, ...more });
  /** The lines of a statement in the order of their days, each as its most telling values. */
  const linesOf = async (statement: string) => {
    const body = { filter: { field: 'bank_statement', is: statement }, sort: 'booked_on' };
    return (await ask(200, 'POST', 'bank_lines/query', body)).data as Json[];
  };
  const told = (lines: Json[]) =>
    lines.map(({ booked_on: day, amount, status, confidence, reason }) => [
      day,
      (amount as Json)['amount'],
      status,
      confidence,
      reason,
    ]);
  const owed = async (price: string) => {
    const { id } = await ask(201, 'POST', 'invoices', { title: 'Advice', company });
    await ask(200, 'PUT', `invoices/${id}/lines`, { lines: [{ name: 'Advice', unit_price: price }] });
    return (await ask(200, 'POST', `invoices/${id}/issue`, {})) as Json & { id: string; number: string };
  };

  before(async () => {
    kith = await testApp();
    company = (await ask(201, 'POST', 'companies', { name: 'Acme Ltd', vat_number: 'CY10259033P' })).id;
  });
  after(() => kith.close());

  test('a CAMT.053 statement is kept once, its money found by number, and applied once', async () => {
    const invoice = await owed('100');
    const paid = { amount: '119.00', way: 'CRDT', id: 'B-1', day: '2026-11-03', who: 'A. Customer &amp; Sons' };
    const fee = { amount: '2.50', way: 'DBIT', id: 'B-2', day: '2026-11-04', note: 'Fee', who: 'Bank' };
    const first = entry({ ...paid, note: `Payment ${invoice.number.replace('-', '/')}` });
    const statement = await give(camt(first, entry(fee)));
    assert.deepEqual(
      [statement.account, statement.from, statement.to, statement.count, statement.proposed],
      ['CY17002001280000001200527600', '2026-11-03', '2026-11-04', 2, 1],
    );
    const lines = await linesOf(statement.id);
    assert.deepEqual(told(lines), [
      ['2026-11-03', '119.00', 'proposed', 'sure', 'number'],
      ['2026-11-04', '-2.50', 'new', null, null],
    ]);
    assert.equal(lines[0]!['counterparty'], 'A. Customer & Sons');
    assert.equal((await give(camt(first, entry(fee)), 409)).code, 'bank_statement.known');
    const more = await give(camt(entry(fee), entry({ ...fee, id: 'B-3' })));
    assert.deepEqual([more.known, more.count], [1, 1]);
    // Two at once: one payment.
    const path = `/api/v1/bank_lines/${lines[0]!['id']}/apply`;
    const answers = await Promise.all([kith.request('POST', path, {}), kith.request('POST', path, {})]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
    const settled = await ask(200, 'GET', `invoices/${invoice.id}`);
    assert.deepEqual([settled.status, settled.paid.amount], ['paid', '119.00']);
    const line = await ask(200, 'GET', `bank_lines/${lines[0]!['id']}`);
    const payment = await ask(200, 'GET', `payments/${line.payment.id}`);
    assert.deepEqual(
      [line.status, payment.amount.amount, payment.paid_on, payment.unapplied.amount],
      ['applied', '119.00', '2026-11-03', '0.00'],
    );
    assert.equal((await ask(200, 'GET', `invoices/${invoice.id}`)).open.amount, '0.00');
    // What is not proposed needs a word; what pays nothing is set aside, once.
    const other = `bank_lines/${lines[1]!['id']}`;
    assert.equal((await ask(409, 'POST', `${other}/apply`, {})).code, 'bank_line.nothing_proposed');
    await ask(409, 'POST', `${other}/apply`, { invoices: [] });
    assert.equal((await ask(200, 'POST', `${other}/ignore`, {})).status, 'ignored');
    assert.equal((await ask(409, 'POST', `${other}/ignore`, {})).code, 'bank_line.settled');
    await ask(409, 'PATCH', other, { reference: 'Other' });
  });

  test('a CSV with Greek headers: amounts and days as banks write them, equal rows told apart', async () => {
    await owed('1000');
    const alone = await owed('20');
    const rows = [
      '13/11/2026;"Εξόφληση; ευχαριστούμε";ACME LIMITED;1.190,00;EUR',
      '14/11/2026;Κατάθεση;Άγνωστος;23,80;EUR',
      '15/11/2026;Προμήθεια;;-0,50;EUR',
      '15/11/2026;Προμήθεια;;-0,50;EUR',
      'Σύνολο;;;1.212,80;EUR',
    ];
    const head = 'Κινήσεις λογαριασμού\r\n\r\nΗμερομηνία;Αιτιολογία;Όνομα;Ποσό;Νόμισμα\r\n';
    const statement = await give(head + rows.join('\r\n'));
    assert.deepEqual([statement.count, statement.left_out, statement.proposed], [4, 1, 2]);
    const lines = await linesOf(statement.id);
    assert.deepEqual(told(lines), [
      ['2026-11-13', '1190.00', 'proposed', 'likely', 'name'],
      ['2026-11-14', '23.80', 'proposed', 'possible', 'amount'],
      ['2026-11-15', '-0.50', 'new', null, null],
      ['2026-11-15', '-0.50', 'new', null, null],
    ]);
    assert.equal(lines[0]!['reference'], 'Εξόφληση; ευχαριστούμε');
    assert.equal((lines[1]!['invoice'] as Json)['id'], alone.id);
    await give(head + rows.join('\r\n'), 409);
    const months = await give('Date,Description,Debit,Credit\n11/05/2026,x,3.00,\n11/25/2026,y,,4.00\n');
    assert.deepEqual([months.from, months.to], ['2026-11-05', '2026-11-25']);
    assert.deepEqual(
      told(await linesOf(months.id)).map(([, amount]) => amount),
      ['-3.00', '4.00'],
    );
  });

  test('what is no statement, or means harm, is refused and nothing of it is kept', async () => {
    const plain = camt(entry({ amount: '1.00', way: 'CRDT', id: 'X', day: '2026-11-01', note: 'n', who: 'w' }));
    const hostile = [
      plain.replace('<Document', '<!DOCTYPE d [<!ENTITY a "b">]><Document'),
      plain.replace('<Ustrd>n', '<Ustrd>&a;'),
      plain.replace('<Ustrd>n', '<Ustrd>&#0;'),
      `${'<a>'.repeat(100_000)}`,
      `<Document>${'<a/>'.repeat(400_000)}</Document>`,
      plain.slice(0, -20),
      plain.replace('1.00', 'NaN'),
      plain.replace('2026-11-01', '2026-02-30'),
      '<html></html>',
      'a;b;c\n1;2;3',
      'Date;Amount\n13/11/2026;1\n11/13/2026;2',
      'Date;Amount\n13/11/2026;one',
      `Date;Amount\n${'13/11/2026;1\n'.repeat(6_000)}`,
    ];
    const count = async () => (await ask(200, 'POST', 'bank_lines/query', { limit: 100 })).data.length;
    const known = await count();
    for (const text of hostile) {
      const { code } = await give(text, 422);
      assert.equal(code, 'bank_statement.unreadable', text.slice(0, 60));
    }
    await give(`Date;Amount\n"${'""'.repeat(1_000_000)}`, 409);
    assert.equal(await count(), known);
  });
});
