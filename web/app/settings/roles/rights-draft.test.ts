import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInRoles, rightsIssues, type Rights } from '#shared/rights';
import { everyOther, hasOwn, rowOf, setColumn, setFields, setReach, setRow, setRule } from './rights-draft.ts';

const member = builtInRoles.find((role) => role.key === 'member')!.rights;
const object = { title: 'name', fields: new Set(['name', 'birthday', 'city']), fixed: new Set<string>() };
const known = { objects: new Map([['person', object]]) };
const isGood = (rights: Rights) => assert.deepEqual(rightsIssues(rights, known), []);

test('an object has a row of its own as soon as it differs from all others, and only as long', () => {
  const own = setReach(member, 'person', 'read', 'team');
  assert.deepEqual(rowOf(own, 'person'), { create: 'all', read: 'team', update: 'all', delete: 'all' });
  assert.equal(rowOf(own, everyOther).read, 'all');
  isGood(own);
  assert.equal(hasOwn(setReach(own, 'person', 'read', 'all'), 'person'), false);
});

test('a whole row reaches as far as said, and records are made or not', () => {
  assert.deepEqual(rowOf(setRow(member, 'person', 'own'), 'person'), {
    create: 'all',
    read: 'own',
    update: 'own',
    delete: 'own',
  });
  assert.equal(rowOf(setRow(member, 'person', 'none'), 'person').create, 'none');
});

test('a whole column reaches every row', () => {
  const own = setColumn(setReach(member, 'person', 'read', 'team'), 'delete', 'none');
  assert.deepEqual([rowOf(own, everyOther).delete, rowOf(own, 'person').delete], ['none', 'none']);
  assert.equal(rowOf(own, 'person').read, 'team');
  isGood(own);
});

test('fields and a rule belong to their object, and leave nothing behind when they are lifted', () => {
  const hidden = setFields(member, 'person', ['birthday', 'city'], 'hidden');
  assert.deepEqual(rowOf(hidden, 'person').fields, { birthday: 'hidden', city: 'hidden' });
  const ruled = setRule(setFields(hidden, 'person', ['city'], 'read'), 'person', { field: 'city', is: 'Paphos' });
  assert.deepEqual(rowOf(ruled, 'person').fields, { birthday: 'hidden', city: 'read' });
  isGood(ruled);
  const plain = setRule(setFields(ruled, 'person', ['birthday', 'city'], 'write'), 'person', null);
  assert.deepEqual(plain, member);
});

test('what is given is never changed itself', () => {
  const before = JSON.stringify(member);
  setColumn(setRow(setFields(member, 'person', ['city'], 'read'), 'person', 'none'), 'read', 'own');
  assert.equal(JSON.stringify(member), before);
});
