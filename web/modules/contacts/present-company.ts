import type { RecordRef } from '#web/kernel/api';
import type { LinkField } from '#web/kernel/objects';

/** A person's company is their newest main employment: choosing another begins a new one. */
export const presentCompany: LinkField = {
  object: 'people',
  field: 'company',
  link: (person, company) =>
    company
      ? {
          object: 'employments',
          values: {
            person: person.id,
            company: (company as RecordRef).id,
            ...(typeof person.values.title === 'string' ? { title: person.values.title } : {}),
          },
        }
      : null,
};
