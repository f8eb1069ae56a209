import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRow } from './planned-row.ts';
import { relationsOf } from './rows/relations.ts';

const kindsOf = (labels: string[]) => {
  const row = newRow({ file: 'x', sheet: null, row: 1 }, 'person');
  row.values['relations'] = labels.map((label) => ({ label, value: 'Maria Kyriakou' }));
  return relationsOf(row).map((one) => one.kind);
};

test('labels of relations are read in English and Greek', () => {
  const english = ['Spouse', 'Wife', 'Son', 'Mother', 'sister', 'Friend', 'co-worker', 'Manager', 'Assistant'];
  const kinds = ['spouse', 'spouse', 'child', 'parent', 'sibling', 'friend', 'colleague', 'reports_to', 'assistant'];
  assert.deepEqual(kindsOf(english), kinds);
  const greek = ['Σύζυγος', 'Παιδί', 'Γιος', 'Κόρη', 'Μητέρα', 'Πατέρας', 'Αδελφός', 'Φίλη', 'Συνάδελφος', 'Βοηθός'];
  assert.deepEqual(kindsOf(greek), [
    'spouse',
    'child',
    'child',
    'child',
    'parent',
    'parent',
    'sibling',
    'friend',
    'colleague',
    'assistant',
  ]);
  assert.deepEqual(kindsOf(['Referred by', 'Συνέταιρος', 'Godmother', '']), [
    'referred_by',
    'partner',
    'other',
    'other',
  ]);
});

test('a given name alone finds nobody, an address does, and an unknown label becomes the note', () => {
  const row = newRow({ file: 'x', sheet: null, row: 1 }, 'person');
  row.values['spouse'] = 'Ελπίδα';
  row.values['relations'] = [
    { label: 'Godmother', value: 'mailto:Maria@Kition.example' },
    { label: 'Child', value: 'Nikos' },
  ];
  assert.deepEqual(relationsOf(row), [{ kind: 'other', note: 'Godmother', name: null, email: 'maria@kition.example' }]);
});
