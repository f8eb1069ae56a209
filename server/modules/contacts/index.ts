import { defineModule } from '#kernel/module';
import { Company } from './objects/company.ts';
import { Employment, Relationship } from './objects/links.ts';
import { Person } from './objects/person.ts';
import { datesRoute } from './routes/dates.ts';

/** People, companies, and how they belong together. */
export const contacts = defineModule({
  key: 'contacts',
  needs: [],
  objects: [Person, Company, Employment, Relationship],
  routes: () => [datesRoute],
});
