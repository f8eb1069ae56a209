import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { defineOpenRoute, z, type Route } from '#kernel/http';
import { watchAnswers } from './answers.ts';

let calls = 0;

/** A route of which the test says what it tells and what it does. */
async function answering(route: Partial<Route>, send: { status?: number; type?: string; body?: unknown }) {
  const answers = watchAnswers();
  const told = defineOpenRoute({
    method: 'GET',
    path: `/api/v1/told/${(calls += 1)}`,
    summary: 'Told.',
    tag: 'Told',
    access: 'public',
    answer: z.object({ name: z.string() }),
    serve: async () => undefined,
    ...(route as object),
  });
  const app = fastify();
  answers.follow(app);
  app.get(told.path, (request, reply) => {
    answers.serving(request, told, null);
    const type = send.type ?? 'application/json; charset=utf-8';
    const body = send.body === undefined ? undefined : JSON.stringify(send.body);
    return reply
      .code(send.status ?? 200)
      .type(type)
      .send(body);
  });
  await app.inject({ url: told.path });
  await app.close();
  return answers.requireTrue;
}

test('an answer that is as documented passes', async () => {
  assert.doesNotThrow(await answering({}, { body: { name: 'Anna' } }));
  assert.doesNotThrow(await answering({ answer: null }, { status: 204 }));
  assert.doesNotThrow(await answering({ also: { 202: null } }, { status: 202 }));
});

test('a part that is not documented, is missing or is of another type is a lie', async () => {
  for (const body of [{ name: 'Anna', more: 1 }, {}, { name: 7 }, [], null])
    assert.throws(await answering({}, { body }), /mend the `answer` of the route/, JSON.stringify(body));
});

test('a status or media type that is not documented is a lie that says what to do', async () => {
  assert.throws(await answering({}, { status: 202, body: { name: 'Anna' } }), /documented with 200.*`also`/);
  assert.throws(await answering({}, { type: 'text/html', body: 'x' }), /text\/html came back/);
  assert.throws(await answering({ answer: null }, { status: 204, body: 'x' }), /its `answer` is null/);
  assert.throws(await answering({}, { status: 404, body: { error: 'x' } }), /application\/problem\+json/);
});

test('a refusal has every part of a problem', async () => {
  const type = 'application/problem+json';
  assert.throws(await answering({}, { status: 404, type, body: { title: 'x' } }), /required property/);
});
