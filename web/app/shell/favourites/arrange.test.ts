import assert from 'node:assert/strict';
import test from 'node:test';
import { dropped, holds, intoFolder, renamedFolder, shownItems, stepped, unfolded, without } from './arrange.ts';

const menu = [{ view: 'a' }, { folder: 'F', views: ['b', 'c'] }, { view: 'd' }];

test('before anybody arranged the menu all views stand in it; removed ones are left out', () => {
  assert.deepEqual(shownItems(null, ['a', 'b']), [{ view: 'a' }, { view: 'b' }]);
  assert.deepEqual(shownItems(menu, ['b', 'd']), [{ folder: 'F', views: ['b'] }, { view: 'd' }]);
  assert.equal(holds(menu, 'c'), true);
  assert.equal(holds(without(menu, 'c'), 'c'), false);
});

test('steps lead past neighbours, into a folder and out of it again', () => {
  const into = stepped(menu, { view: 'a' }, 1);
  assert.deepEqual(into, [{ folder: 'F', views: ['a', 'b', 'c'] }, { view: 'd' }]);
  assert.deepEqual(stepped(into, { view: 'a' }, -1), menu);
  assert.deepEqual(stepped(menu, { view: 'c' }, 1), [
    { view: 'a' },
    { folder: 'F', views: ['b'] },
    { view: 'c' },
    { view: 'd' },
  ]);
  assert.deepEqual(stepped(menu, { folder: 'F' }, -1), [
    { folder: 'F', views: ['b', 'c'] },
    { view: 'a' },
    { view: 'd' },
  ]);
  assert.deepEqual(stepped(menu, { view: 'a' }, -1), menu);
  assert.deepEqual(stepped([{ view: 'a' }, { folder: 'E', views: [] }], { view: 'a' }, 1), [
    { folder: 'E', views: ['a'] },
  ]);
});

test('what is dropped lands beside what it was dropped on, in its folder', () => {
  assert.deepEqual(dropped(menu, { view: 'd' }, { view: 'b' }, true), [
    { view: 'a' },
    { folder: 'F', views: ['b', 'd', 'c'] },
  ]);
  assert.deepEqual(dropped(menu, { view: 'd' }, { view: 'a' }, false)[0], { view: 'd' });
  assert.deepEqual(dropped(menu, { folder: 'F' }, { view: 'd' }, true).at(-1), { folder: 'F', views: ['b', 'c'] });
});

test('folders are made, renamed, joined and dissolved', () => {
  assert.deepEqual(intoFolder(menu, 'a', 'New')[0], { folder: 'New', views: ['a'] });
  assert.deepEqual(intoFolder(menu, 'a', 'F'), [{ folder: 'F', views: ['b', 'c', 'a'] }, { view: 'd' }]);
  assert.deepEqual(renamedFolder(menu, 'F', 'G')[1], { folder: 'G', views: ['b', 'c'] });
  assert.deepEqual(unfolded(menu, 'F'), [{ view: 'a' }, { view: 'b' }, { view: 'c' }, { view: 'd' }]);
  const two = [...menu, { folder: 'G', views: ['e'] }];
  assert.deepEqual(renamedFolder(two, 'F', 'G').at(-1), { folder: 'G', views: ['e', 'b', 'c'] });
});
