import { fold, soundKey } from '#shared/fold';
import type { Question } from './load.ts';
import type { Asker } from './workspace.ts';

/** Records that questions are asked about. */
export interface Sample {
  people: { id: string; name__sort: string; first: string; last: string }[];
}

export interface Operation {
  name: string;
  kith: Question;
  limit: Question;
  /** Whose key asks; without one, somebody who sees all. */
  as?: Asker;
}

const columns = 'name,company,emails,city,last_contact_at';
const cursor = (sort: string, id: string) => Buffer.from(JSON.stringify(['name', [sort, id]])).toString('base64url');
const params = (values: string[]) => values.map((value) => `v=${encodeURIComponent(value)}`).join('&');
const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));

const towns = ['Limassol', 'Paphos', 'Larnaca', 'Athens'];

/** The operations of the promises, each as asked of the product and of the limit. */
export function operations(sample: Sample): Operation[] {
  return [...reading(sample), ...shaped(), ...writing(sample)];
}

const word = (text: string) => `w${soundKey(fold(text))}`;

function reading({ people }: Sample): Operation[] {
  const one = (n: number) => people[(n * 7) % people.length]!;
  const prefix = (n: number) => one(n).last.slice(0, 4);
  const wrong = (text: string) => `${text.slice(0, 3)}x${text.slice(3)}`;
  return [
    {
      name: 'list, first page',
      kith: () => ({ path: `/api/v1/people?sort=name&fields=${columns}` }),
      limit: () => ({ path: '/list' }),
    },
    {
      name: 'list, any page',
      kith: (n) => ({
        path: `/api/v1/people?sort=name&fields=${columns}&cursor=${cursor(one(n).name__sort, one(n).id)}`,
      }),
      limit: (n) => ({ path: `/page?${params([one(n).name__sort, one(n).id])}` }),
    },
    {
      name: 'filter by city, sorted',
      kith: (n) => ({
        path: `/api/v1/people?sort=name&fields=${columns}&filter=${json({ field: 'city', is: towns[n % 4] })}`,
      }),
      limit: (n) => ({ path: `/filter?${params([towns[n % 4]!.toLowerCase()])}` }),
    },
    {
      name: 'typeahead, 4 letters',
      kith: (n) => ({ path: `/api/v1/search?q=${encodeURIComponent(prefix(n))}&limit=20` }),
      limit: (n) => ({
        path: `/typeahead?${params([word(prefix(n)), `${word(prefix(n))}\u{10FFFF}`])}`,
      }),
    },
    {
      name: 'search "first last"',
      kith: (n) => ({ path: `/api/v1/search?q=${encodeURIComponent(`${one(n).first} ${one(n).last}`)}&limit=20` }),
      limit: (n) => ({
        path: `/search?${params([word(one(n).last), word(one(n).first)])}`,
      }),
    },
    {
      name: 'search misspelt',
      kith: (n) => ({
        path: `/api/v1/search?q=${encodeURIComponent(`${one(n).first} ${wrong(one(n).last)}`)}&limit=20`,
      }),
      limit: (n) => ({
        path: `/misspelt?${params([soundKey(fold(wrong(one(n).last))), word(one(n).first)])}`,
      }),
    },
    {
      name: 'read one',
      kith: (n) => ({ path: `/api/v1/people/${one(n).id}` }),
      limit: (n) => ({ path: `/read?${params([one(n).id])}` }),
    },
    {
      name: 'record page',
      kith: (n) => ({ path: `/api/v1/people/${one(n).id}?include=company,timeline` }),
      limit: (n) => ({ path: `/record?${params([one(n).id])}` }),
    },
  ];
}

/** Rights of one's own and of a team, and fields that a workspace made itself. The limit knows no rights; it answers
 * the same list for somebody who sees all. */
function shaped(): Operation[] {
  const list = (more: string) => () => ({ path: `/api/v1/people?fields=${columns}&${more}` });
  const inTown = (n: number) => ({ field: 'city', is: towns[n % 4] });
  const branches = { field: 'c_branches', gte: 3 };
  return [
    { name: 'list, own records', as: 'own', kith: list('sort=name'), limit: () => ({ path: '/list' }) },
    { name: 'list, the team’s', as: 'team', kith: list('sort=name'), limit: () => ({ path: '/list' }) },
    {
      name: 'filter by city, the team’s',
      as: 'team',
      kith: (n) => list(`sort=name&filter=${json(inTown(n))}`)(),
      limit: (n) => ({ path: `/filter?${params([towns[n % 4]!.toLowerCase()])}` }),
    },
    {
      name: 'filter over three hops',
      kith: list(`sort=name&filter=${json({ field: 'company.parent.owner.name', is: 'Colleague 7' })}`),
      limit: () => ({ path: `/hops?${params(['colleague 7'])}` }),
    },
    { name: 'sort by a formula', kith: list('sort=-c_score'), limit: () => ({ path: '/score' }) },
    {
      name: 'filter by a rollup',
      kith: () => ({ path: `/api/v1/companies?fields=name,city&sort=name&filter=${json(branches)}` }),
      limit: () => ({ path: '/branches' }),
    },
  ];
}

function writing({ people }: Sample): Operation[] {
  const one = (n: number) => people[(n * 7) % people.length]!;
  const town = (n: number): string => towns[Math.floor(n / people.length + n) % 4]!;
  return [
    {
      name: 'create',
      kith: (n) => ({
        method: 'POST',
        path: '/api/v1/people',
        body: { name: `Bench Person${n}`, emails: [`bench${n}@new.example`] },
      }),
      limit: (n) => ({ path: `/create?${params([JSON.stringify({ full: `Bench ${n}` }), `bench ${n}`])}` }),
    },
    {
      name: 'update one field',
      kith: (n) => ({
        method: 'PATCH',
        path: `/api/v1/people/${one(n).id}`,
        body: { city: town(n) },
      }),
      limit: (n) => ({ path: `/update?${params([one(n).id, town(n)])}` }),
    },
  ];
}
