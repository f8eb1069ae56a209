import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#kernel/database';
import { getObject, keysOf, valuesOf } from '#kernel/objects';
import { testApp, type TestApp, type TestMember } from '../harness/app.ts';
import { FirmModel, type Deed } from '../harness/firm-model.ts';
import { createRandom, type Random } from '../harness/random.ts';

type Json = Record<string, unknown>;

/** Interleavings of this run: the usual test takes a few seconds, `INTERLEAVINGS=1000` the long one. */
const rounds = Number(process.env['INTERLEAVINGS'] ?? 40);
const steps = 14;

/** Who took part says the same in any order. */
const byName = (ids: unknown): unknown => ((ids ?? []) as string[]).toSorted();

describe('edits, bulk edits, imports, merges and undos of several people, in any order', () => {
  let kith: TestApp;
  let actors: TestMember[];
  let made = 0;
  const done: Record<string, number> = {};

  before(async () => {
    kith = await testApp();
    actors = [kith.owner, await kith.addMember('Petros', 'member'), await kith.addMember('Elena', 'admin')];
  });
  after(() => kith.close());

  const word = (what: string) => `${what}${(made += 1)}`;
  const mail = () => `${word('m')}@x.example`;

  class Round {
    model = new FirmModel();
    deeds: Deed[] = [];
    random: Random;

    constructor(seed: number) {
      this.random = createRandom(seed);
    }

    async ask(method: string, path: string, body: unknown, allowed: number[] = []) {
      const answer = await kith.request(method, `/api/v1/${path}`, body, { as: this.random.pick(actors) });
      const fine = answer.status < 300 || allowed.includes(answer.status);
      assert.ok(fine, `${method} ${path} ${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`);
      return answer;
    }

    keep(kind: Deed['kind'], id: string | undefined, touches: Deed['touches']): Deed {
      assert.ok(id, 'there is a change set');
      const deed: Deed = { id, kind, undoneBy: null, touches };
      this.deeds.push(deed);
      return deed;
    }

    living(object: 'people' | 'calls'): string[] {
      return [...this.model.things.values()].filter((one) => one.object === object && one.living).map((one) => one.id);
    }

    some(ids: string[], most: number): string[] {
      const rest = [...ids];
      const count = Math.min(rest.length, 1 + this.random.below(most));
      return Array.from({ length: count }, () => rest.splice(this.random.below(rest.length), 1)[0]!);
    }

    personValues() {
      const { random } = this;
      return {
        city: random.oneIn(2) ? word('City') : null,
        title: random.oneIn(2) ? word('Title') : null,
        emails: random.oneIn(3) ? [] : [mail(), ...(random.oneIn(2) ? [mail()] : [])],
      };
    }

    async create(): Promise<void> {
      if (this.random.oneIn(2) || this.living('people').length < 3) {
        const values = this.personValues();
        const answer = await this.ask('POST', 'people', { name: word('Person '), ...values });
        const id = answer.body.id as string;
        this.keep('plain', answer.headers['kith-change-set'], new Map([[id, this.model.add('people', id, values)]]));
        return;
      }
      const values = { subject: word('Call '), people: this.some(this.living('people'), 2) };
      const answer = await this.ask('POST', 'calls', { ...values, happened_at: '2025-01-01T10:00:00Z' });
      const id = answer.body.id as string;
      this.keep('plain', answer.headers['kith-change-set'], new Map([[id, this.model.add('calls', id, values)]]));
    }

    change(id: string): Record<string, string | null | string[]> {
      const { random } = this;
      const thing = this.model.things.get(id)!;
      if (thing.object === 'calls')
        return random.oneIn(2) || this.living('people').length === 0
          ? { subject: word('Call ') }
          : { people: this.some(this.living('people'), 2) };
      switch (random.below(3)) {
        case 0:
          return { city: random.oneIn(4) ? null : word('City') };
        case 1:
          return { title: word('Title'), city: word('City') };
        default: {
          const held = [...thing.list['emails']!.keys()];
          const rest = held.filter(() => !random.oneIn(3));
          return { emails: [...rest, ...(random.oneIn(2) ? [mail()] : [])] };
        }
      }
    }

    async edit(): Promise<void> {
      const id = this.random.pick([...this.living('people'), ...this.living('calls')]);
      if (!id) return;
      const values = this.change(id);
      const { object } = this.model.things.get(id)!;
      const answer = await this.ask('PATCH', `${object}/${id}`, values);
      const touch = this.model.edit(id, values);
      if (touch) this.keep('plain', answer.headers['kith-change-set'], new Map([[id, touch]]));
    }

    async bulk(): Promise<void> {
      if (this.living('people').length === 0) return;
      const operations = this.some(this.living('people'), 3).map((id) => ({ id, values: this.change(id) }));
      const answer = await this.ask('POST', 'people/batch', {
        operations: operations.map((one) => ({ op: 'update', ...one })),
      });
      const touches: Deed['touches'] = new Map();
      for (const { id, values } of operations) {
        const touch = this.model.edit(id, values);
        if (touch) touches.set(id, touch);
      }
      if (touches.size > 0) this.keep('plain', answer.headers['kith-change-set'], touches);
    }

    async bring(): Promise<void> {
      const rows = [0, 1].map(() => ({ last: word('Family'), city: word('City'), email: mail() }));
      const text = [
        'First name,Last name,City,E-mail',
        ...rows.map((one) => `Maria,${one.last},${one.city},${one.email}`),
      ];
      const form = new FormData();
      form.append('file', new Blob([text.join('\n')]), 'people.csv');
      const { id } = (await this.ask('POST', 'imports', form)).body;
      await this.ask('POST', `imports/${id}/run`, { accept: 'proposed' });
      await kith.drain();
      const { state, change_set_id } = (await this.ask('GET', `imports/${id}`, undefined)).body;
      assert.equal(state, 'done');
      const touches: Deed['touches'] = new Map();
      for (const { last, city, email } of rows) {
        const { data } = (await this.ask('GET', `people?q=${email}`, undefined)).body;
        assert.equal(data.length, 1, `${last} came in once`);
        const values = { city, title: null, emails: [email] };
        touches.set(data[0].id, this.model.add('people', data[0].id, values));
      }
      this.keep('plain', change_set_id, touches);
    }

    async trash(): Promise<void> {
      const id = this.random.pick([...this.living('people').slice(2), ...this.living('calls')]);
      if (!id) return;
      const answer = await this.ask('DELETE', `${this.model.things.get(id)!.object}/${id}`, undefined);
      this.keep('plain', answer.headers['kith-change-set'], new Map([[id, this.model.retire(id, null)]]));
    }

    async restore(): Promise<void> {
      const gone = [...this.model.things.values()].filter((one) => !one.living && one.into === null);
      if (gone.length === 0) return;
      const { id, object } = this.random.pick(gone);
      const answer = await this.ask('POST', `${object}/${id}/restore`, {});
      this.keep('plain', answer.headers['kith-change-set'], new Map([[id, this.model.revive(id)]]));
    }

    async merge(): Promise<void> {
      const [into, ...gone] = this.some(this.living('people'), 3);
      if (!into || gone.length === 0) return;
      const answer = await this.ask('POST', `people/${into}/merge`, { with: gone });
      this.keep('merge', answer.body.merge_id, this.model.merge(into, gone));
    }

    /** An un-merge; half the time it is done again at once, which brings back exactly what was there. */
    async part(): Promise<void> {
      const merged = this.deeds.filter((deed) => deed.kind === 'merge' && deed.undoneBy === null);
      if (merged.length === 0) return;
      const deed = this.random.pick(merged);
      const gone = [...deed.touches].filter(([, touch]) => touch.verb === 'merge').map(([id]) => id);
      const whole = structuredClone(this.model.things);
      const answer = await this.ask('POST', `merges/${deed.id}/undo`, {});
      const touches = this.model.part(gone);
      deed.undoneBy = { id: answer.body.change_set_id, kind: 'undo', undoneBy: null, touches };
      if (!this.random.oneIn(2)) return;
      await this.check('an un-merge');
      await this.ask('POST', `change_sets/${deed.id}/redo`, {});
      for (const [id] of touches) whole.get(id)!.version += 2;
      this.model.things = whole;
      deed.undoneBy = null;
    }

    /** Whether an undo would write a pointer at a record that became a part of another. */
    private points(deed: Deed): boolean {
      return [...deed.touches.values()].some(({ before: held }) => {
        const people = held['people'];
        return people instanceof Map && [...people.keys()].some((id) => this.model.things.get(id)!.into !== null);
      });
    }

    async undo(): Promise<void> {
      const open = this.deeds.filter((deed) => deed.kind === 'plain' && !this.points(deed));
      if (open.length === 0) return;
      const deed = this.random.pick(open);
      const way = deed.undoneBy ? 'redo' : 'undo';
      const back = deed.undoneBy ?? deed;
      if (this.points(back)) return;
      const touches = this.model.undo(back);
      const answer = await this.ask('POST', `change_sets/${deed.id}/${way}`, {}, [409]);
      assert.equal(answer.status, touches ? 200 : 409, `${way}: ${JSON.stringify(answer.body)}`);
      if (!touches) return;
      const next: Deed = { id: answer.body.change_set_id, kind: 'undo', undoneBy: null, touches };
      if (way === 'undo') {
        deed.undoneBy = next;
        return;
      }
      // What was done again may have met later edits: what it did now is what can be taken back.
      deed.undoneBy = null;
    }

    async step(): Promise<string> {
      const moves = [
        'create',
        'edit',
        'edit',
        'edit',
        'bulk',
        'trash',
        'restore',
        'merge',
        'part',
        'undo',
        'undo',
        'undo',
      ] as const;
      const move = this.random.oneIn(30) ? 'bring' : this.random.pick(moves);
      await this[move]();
      done[move] = (done[move] ?? 0) + 1;
      return move;
    }

    async check(when: string): Promise<void> {
      const rows = await kith.inWorkspace(async (ctx) => {
        const read = async (key: string) =>
          (
            await ctx.db.many<Json>(sql`select * from ${ctx.db.table(key)}
            where id = any (${[...this.model.things.keys()]}::uuid[])`)
          ).map((row) => ({
            id: row['id'] as string,
            living: row['deleted_at'] === null,
            into: row['merged_into_id'],
            values: valuesOf(getObject(ctx, key), row),
          }));
        return [...(await read('person')), ...(await read('call'))];
      });
      assert.equal(rows.length, this.model.things.size);
      for (const { id, living, into, values } of rows) {
        const thing = this.model.things.get(id)!;
        const shown =
          thing.object === 'people'
            ? {
                city: values['city'],
                title: values['title'],
                emails: ((values['emails'] ?? []) as { value: string }[]).map((one) => one.value),
                living,
              }
            : { subject: values['subject'], people: byName(values['people']), living };
        const expected = this.model.shown(id);
        if (thing.object === 'calls') expected['people'] = byName(expected['people']);
        assert.deepEqual([shown, into], [expected, thing.into], `${thing.object} after ${when}`);
      }
    }
  }

  test(`${rounds} times: undo restores exactly, and nothing else changes`, async () => {
    for (let seed = 1; seed <= rounds; seed += 1) {
      const round = new Round(seed);
      const moves: string[] = [];
      try {
        for (let n = 0; n < 5; n += 1) await round.create();
        for (let n = 0; n < steps; n += 1) {
          moves.push(await round.step());
          await round.check(moves.at(-1)!);
        }
      } catch (error) {
        throw new Error(`seed ${seed} after ${moves.join(', ')}`, { cause: error });
      }
    }
    console.log(`${rounds} interleavings: ${JSON.stringify(done)}`);
    for (const move of ['edit', 'bulk', 'trash', 'restore', 'merge', 'part', 'undo']) assert.ok(done[move]! > 0, move);
  });

  test('the keys that find records are those of a fresh rebuild', async () => {
    // Keys in s say from which row of which file a record came, which no value of it tells.
    await kith.inWorkspace(async (ctx) => {
      const person = getObject(ctx, 'person');
      const rows = await ctx.db.many<Json>(sql`select * from ${ctx.db.table('person')} where deleted_at is null`);
      const fresh = rows.flatMap((row) =>
        [...keysOf(person, valuesOf(person, row))].map((key) => `${key} ${String(row['id'])}`),
      );
      const kept = await ctx.db.many<{ key: string; record_id: string }>(sql`select key, record_id
        from ${ctx.db.table('record_key')} where object = 'person' and left(key, 1) <> 's'`);
      assert.deepEqual(kept.map((one) => `${one.key} ${one.record_id}`).toSorted(), fresh.toSorted());
    });
  });

  test('the history of each record replays to what it holds', async () => {
    await kith.inWorkspace(async (ctx) => {
      for (const key of ['person', 'call']) {
        const object = getObject(ctx, key);
        const rows = await ctx.db.many<Json>(sql`select * from ${ctx.db.table(key)}`);
        const lines = await ctx.db.many<{
          record_id: string;
          verb: string;
          version: number;
          before: Json;
          after: Json;
        }>(
          sql`select record_id, verb, version, before, after from ${ctx.db.table('change')}
            where object = ${key} order by at, version`,
        );
        const histories = Map.groupBy(lines, (line) => line.record_id);
        for (const row of rows) {
          const history = histories.get(row['id'] as string)!;
          assert.equal(history[0]!.verb, 'create');
          assert.deepEqual(
            history.map((line) => line.version),
            history.map((_, n) => n + 1),
            'no version is missing',
          );
          const held: Json = {};
          let living = true;
          for (const { verb, before: old, after: next } of history) {
            for (const field of verb === 'update' ? Object.keys(next) : []) {
              if (field in held)
                assert.deepEqual(old[field] ?? null, held[field], 'each change begins where the last ended');
              held[field] = next[field] ?? null;
            }
            living = verb === 'restore' || verb === 'create' || (verb === 'update' && living);
          }
          const values = valuesOf(object, row);
          for (const [field, value] of Object.entries(held)) assert.deepEqual(values[field] ?? null, value);
          assert.equal(row['deleted_at'] === null, living);
        }
      }
    });
  });

  test('timelines and last contacts are what a fresh working-out says', async () => {
    await kith.inWorkspace(async ({ db }) => {
      const wrong = await db.many(sql`select p.id from ${db.table('person')} p where p.deleted_at is null and
        (p.last_contact_at is not null) <> exists (select 1 from ${db.table('call')} c
          where c.deleted_at is null and c.people_ids && array[p.id])`);
      assert.deepEqual(wrong, []);
      const lines = sql`select c.id, p.id as person from ${db.table('call')} c
        cross join lateral unnest(c.people_ids) p (id) where c.deleted_at is null`;
      const kept = sql`select entry_id, record_id from ${db.table('timeline')}
        where entry_object = 'call' and object = 'person'`;
      assert.deepEqual(await db.many(sql`(${lines}) except (${kept})`), []);
      assert.deepEqual(await db.many(sql`(${kept}) except (${lines})`), []);
    });
  });
});
