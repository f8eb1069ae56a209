import type { Page } from 'playwright-core';
import { builtInRoles } from '#shared/rights';
import type { Shot } from './pages.ts';

const member = builtInRoles.find((role) => role.key === 'member')!.rights;
const own = {
  key: 'c_sales_of_limassol',
  name: 'Πωλήσεις Λεμεσού και Πάφου',
  help: 'Βλέπει ό,τι ανήκει στην ομάδα, χωρίς γενέθλια.',
  built_in: false,
  rights: {
    ...member,
    objects: {
      default: { create: 'all', read: 'team', update: 'own', delete: 'none' },
      person: {
        create: 'all',
        read: 'all',
        update: 'team',
        delete: 'none',
        where: { field: 'city', in: ['Λεμεσός', 'Πάφος'] },
        fields: { birthday: 'hidden', phones: 'read' },
      },
    },
    actions: { ...member.actions, import: false, bulk: false },
  },
};
const roles = { '**/api/v1/roles': { data: [...builtInRoles, own] } };
const moved = (lost: number, gained = 0) => ({ lost, gained });
const preview = {
  objects: [
    {
      object: 'person',
      create: { before: 'all', after: 'none' },
      members: [
        {
          member: { id: 'a', name: 'Αικατερίνη-Μαρία Παπακωνσταντίνου-Χριστοδούλου' },
          read: moved(1204),
          update: moved(12_004, 3),
          delete: moved(0),
        },
        { member: { id: 'b', name: 'Anna Smith' }, read: moved(0, 16), update: moved(0), delete: moved(0) },
      ],
    },
  ],
  fields: [{ object: 'person', field: 'birthday', before: 'write', after: 'hidden' }],
  actions: [{ action: 'merge', before: true, after: false }],
  administers: { before: false, after: false },
  members: 2,
};
const team = (id: string, name: string, parent: string | null, members: string[]) => ({
  id,
  name,
  parent: parent ? { id: parent, object: 'teams', name: parent } : null,
  members: members.map((one) => ({ id: one, object: 'members', name: one })),
});
const teams = {
  '**/api/v1/teams?*': {
    data: [
      team('s', 'Πωλήσεις', null, ['Anna Georgiou']),
      team('l', 'Λεμεσός', 's', ['Μαρία Κυριάκου', 'Γιώργος Χαραλάμπους', 'Petros Ioannou']),
      team('p', 'Πάφος και Πόλη Χρυσοχούς', 's', []),
      team('h', 'Help desk', null, []),
    ],
    next_cursor: null,
  },
};

const press = (page: Page, name: RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
const edit = (page: Page): Promise<void> => press(page, /^(Change|Αλλαγή) Πωλ|^Αλλαγή: Πωλ|Αλλαγή.*Πωλ/);
const person = async (page: Page): Promise<void> => {
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('complementary').first().waitFor();
};

type Seen = { id: string; role: string };

/** Roles, teams and what is said about rights on a record and while looking as another member. */
export const rightsShots: Shot[] = [
  { name: 'settings-roles', path: 'settings/roles', answers: roles },
  {
    name: 'role',
    path: 'settings/roles',
    answers: roles,
    act: async (page) => {
      await edit(page);
      await page.getByRole('button', { name: /^(People|Άτομα)$/ }).click();
    },
  },
  {
    name: 'role-change',
    path: 'settings/roles',
    answers: { ...roles, '**/api/v1/roles/*/preview': preview },
    act: async (page) => {
      await edit(page);
      await page.getByRole('checkbox').nth(2).uncheck();
      await page.locator('button[type=submit]').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'settings-teams', path: 'settings/teams', answers: teams },
  {
    name: 'access',
    path: 'people',
    act: async (page) => {
      await person(page);
      await page.keyboard.press('w');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'view-as',
    path: 'people',
    act: async (page) => {
      const name = 'Αικατερίνη-Μαρία Παπακωνσταντίνου';
      const listed = async () => {
        const { data } = (await (await page.request.get('/api/v1/members')).json()) as { data: Seen[] };
        return data.find((one) => one.role === 'member');
      };
      if (!(await listed())) {
        const seen = { name, email: 'viewed@firm.example', role: 'member', password: 'four ordinary words here' };
        const origin = new URL(page.url()).origin;
        await page.request.post('/api/v1/members', { data: seen, headers: { origin } });
      }
      const viewed = JSON.stringify({ id: (await listed())?.id, name });
      await page.evaluate((kept) => sessionStorage.setItem('kith-view-as', kept), viewed);
      await page.reload();
      await person(page);
    },
  },
];
