import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testApp, type TestApp } from '../../../../test/harness/app.ts';

describe('search', () => {
  let kith: TestApp;
  const ids: Record<string, string> = {};

  before(async () => {
    kith = await testApp();
    const people: [string, object][] = [
      ['greek', { name: { first: 'Γιώργος', last: 'Παπαδόπουλος' }, phones: ['+357 99 654321'] }],
      ['latin', { name: 'George Papadopoulos', emails: ['g.papadopoulos@shipping.example'] }],
      ['charis', { name: 'Χάρης Χατζηγεωργίου' }],
      ['ward', { name: 'Eleanor Wordsworth' }],
      ['dots', { name: 'Müller-Lüdenscheidt, Jürgen' }],
    ];
    for (const [key, values] of people) ids[key] = (await kith.request('POST', '/api/v1/people', values)).body.id;
    const firm = await kith.request('POST', '/api/v1/companies', {
      name: 'Shipping & Co',
      domains: ['shipping.example'],
    });
    ids['firm'] = firm.body.id;
    for (let n = 0; n < 30; n += 1) await kith.request('POST', '/api/v1/people', { name: `Somebody Else${n}` });
  });
  after(() => kith.close());

  const find = async (q: string, more = '') => {
    const answer = await kith.request('GET', `/api/v1/search?q=${encodeURIComponent(q)}${more}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.data.map((one: { id: string }) => one.id) as string[];
  };

  test('a name is found in every script, case and usual spelling', async () => {
    for (const typed of [
      'Papadopoulos',
      'Παπαδόπουλος',
      'papadopulos',
      'PAPADOPOULOS',
      'παπαδοπουλοσ',
      'ΠΑΠΑΔΟΠΟΥΛΟΣ',
    ]) {
      const found = await find(typed);
      assert.ok(found.includes(ids['greek']!) && found.includes(ids['latin']!), `${typed}: ${found.join()}`);
    }
    for (const typed of ['Charis Hadjigeorgiou', 'Xaris Chatzigeorgiou', 'hatzigeorgiou'])
      assert.ok((await find(typed)).includes(ids['charis']!), typed);
    for (const typed of ['muller', 'Mueller ludenscheidt'.split(' ')[1]!, 'jurgen'])
      assert.ok((await find(typed)).includes(ids['dots']!), typed);
  });

  test('a telephone number is found in five notations', async () => {
    for (const typed of ['99654321', '99 65 43 21', '+357 99 654321', '0035799654321', '(+357) 99-654-321', '9965'])
      assert.deepEqual(await find(typed), [ids['greek']], typed);
  });

  test('an address is found by its beginning, a company by its domain', async () => {
    for (const typed of ['g.papadopoulos@shipping.example', 'g.papadopoulos@', 'G.Papadopoulos@Ship'])
      assert.deepEqual(await find(typed), [ids['latin']], typed);
    for (const typed of ['shipping.example', 'www.shipping.example'])
      assert.ok((await find(typed)).includes(ids['firm']!), typed);
  });

  test('two words are found in either order, and both must fit', async () => {
    for (const typed of ['George Papadopoulos', 'papadopoulos george'])
      assert.ok((await find(typed)).includes(ids['latin']!), typed);
    for (const typed of ['Παπαδόπουλος Γιώργος', 'giorgos papadopoulos'])
      assert.ok((await find(typed)).includes(ids['greek']!), typed);
    assert.deepEqual(await find('George Wordsworth'), []);
  });

  test('a misspelt word finds who was meant', async () => {
    for (const [typed, who] of [
      ['Papadopulous', 'latin'],
      ['Papodopoulos', 'greek'],
      ['Wordswurth', 'ward'],
      ['eleanor wordsworht', 'ward'],
      ['elenor wordsworth', 'ward'],
    ] as const)
      assert.ok((await find(typed)).includes(ids[who]!), typed);
    assert.deepEqual(await find('qqqqqqqqq'), []);
  });

  test('while a name is typed, each part of three letters or more finds it', async () => {
    const names: [string, string][] = [
      ['papadopoulos', 'latin'],
      ['Παπαδόπουλος', 'greek'],
      ['Γιώργος', 'greek'],
      ['wordsworth', 'ward'],
      ['eleanor', 'ward'],
      ['Χατζηγεωργίου', 'charis'],
      ['chatzigeorgiou', 'charis'],
      ['hadjigeorgiou', 'charis'],
      ['Χάρης', 'charis'],
    ];
    const lost: string[] = [];
    for (const [name, who] of names)
      for (let length = 3; length <= name.length; length += 1)
        if (!(await find(name.slice(0, length))).includes(ids[who]!)) lost.push(name.slice(0, length));
    assert.deepEqual(lost, []);
  });

  test('only what was asked for is searched, and not what is in the trash', async () => {
    assert.ok(!(await find('shipping', '&objects=people')).includes(ids['firm']!));
    assert.ok((await find('shipping', '&objects=companies')).includes(ids['firm']!));
    assert.equal((await kith.request('GET', '/api/v1/search?q=x&objects=ghosts')).status, 404);
    await kith.request('DELETE', `/api/v1/companies/${ids['firm']}`);
    assert.ok(!(await find('shipping', '&objects=companies')).includes(ids['firm']!));
    await kith.request('POST', `/api/v1/companies/${ids['firm']}/restore`);
    assert.ok((await find('shipping', '&objects=companies')).includes(ids['firm']!));
  });

  test('the whole name stands before those that only begin like it', async () => {
    const ann = await kith.request('POST', '/api/v1/people', { name: 'Ann Smithson' });
    const smith = await kith.request('POST', '/api/v1/people', { name: 'Ann Smith' });
    assert.deepEqual(await find('ann smith'), [smith.body.id, ann.body.id]);
  });

  test('one whose role reaches only its own is not crowded out by the others', async () => {
    const own = await kith.addMember('Own', 'own_records');
    const operations = Array.from({ length: 120 }, (_, n) => ({ op: 'create', values: { name: `Zacharias ${n}` } }));
    await kith.request('POST', '/api/v1/people/batch', { operations });
    const mine = await kith.request('POST', '/api/v1/people', { name: 'Zacharias Mine' }, { as: own });
    const found = await kith.request('GET', '/api/v1/search?q=zacharias', undefined, { as: own });
    assert.deepEqual(
      found.body.data.map((one: { id: string }) => one.id),
      [mine.body.id],
    );
  });

  test('lists take the same words', async () => {
    const listed = async (q: string) =>
      (await kith.request('GET', `/api/v1/people?q=${encodeURIComponent(q)}`)).body.data.map(
        (one: { id: string }) => one.id,
      );
    assert.deepEqual((await listed('papadopulos')).sort(), [ids['greek']!, ids['latin']!].sort());
    assert.deepEqual(await listed('99654321'), [ids['greek']]);
    assert.deepEqual(await listed('george papa'), [ids['latin']]);
    assert.deepEqual(await listed('γιώργος παπα'), [ids['greek']]);
  });
});
