/** Somebody as a line of Home shows them. */
export interface PersonLine {
  id: string;
  object: string;
  name: string;
  title: string | null;
  company: { id: string; object: string; name: string } | null;
}

export interface PersonRow {
  id: string;
  name: string;
  title: string | null;
  company_id: string | null;
  company: string | null;
}

export function presentPerson(row: PersonRow): PersonLine {
  const { id, name, title, company_id, company } = row;
  const firm = company_id !== null && company !== null ? { id: company_id, object: 'companies', name: company } : null;
  return { id, object: 'people', name, title, company: firm };
}
