/** A saved view as the table keeps it. */
interface SampleView {
  object: string;
  name: string;
  kind: 'table' | 'board';
  filter: unknown;
  sort: string[];
  columns: string[];
  group_by: string | null;
}

/** Views that show what lists and boards can do. */
export function sampleViews(language: 'en' | 'el'): SampleView[] {
  const say = (en: string, el: string) => (language === 'el' ? el : en);
  const table = { kind: 'table' as const, sort: [] as string[], columns: [] as string[], group_by: null };
  const quiet = { field: 'last_contact_at', before: '-90d' };
  return [
    {
      object: 'deals',
      name: say('Pipeline', 'Ευκαιρίες σε εξέλιξη'),
      kind: 'board',
      filter: { field: 'outcome', is: 'open' },
      sort: ['closes_on'],
      columns: [],
      group_by: 'stage',
    },
    {
      ...table,
      object: 'people',
      name: say('Customers gone quiet', 'Πελάτες χωρίς επαφή'),
      filter: { all: [{ field: 'stage', is: 'customer' }, quiet] },
      sort: ['last_contact_at'],
      columns: ['name', 'company', 'title', 'phones', 'last_contact_at'],
    },
    {
      ...table,
      object: 'people',
      name: say('Limassol', 'Λεμεσός'),
      filter: { field: 'city', in: ['Limassol', 'Λεμεσός'] },
      columns: ['name', 'company', 'title', 'phones', 'emails'],
    },
    {
      object: 'people',
      name: say('By stage', 'Ανά στάδιο'),
      kind: 'board',
      filter: null,
      sort: ['-last_contact_at'],
      columns: [],
      group_by: 'stage',
    },
    {
      ...table,
      object: 'companies',
      name: say('Largest', 'Οι μεγαλύτερες'),
      filter: { field: 'employees', gte: 100 },
      sort: ['-employees'],
      columns: ['name', 'industry', 'city', 'employees', 'people_count', 'last_contact_at'],
    },
    {
      ...table,
      object: 'deals',
      name: say('Won this year', 'Κερδισμένες φέτος'),
      filter: {
        all: [
          { field: 'outcome', is: 'won' },
          { field: 'closes_on', within: 'this_year' },
        ],
      },
      sort: ['-amount'],
      columns: ['title', 'company', 'amount', 'closes_on'],
    },
  ];
}
