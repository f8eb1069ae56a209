import { defineModule } from '#kernel/module';
import { enquiryActions } from './actions/convert-enquiries.ts';
import { formPages } from './forms/form-pages.ts';
import { migrations } from './migrations.ts';
import { AssignmentRule, Duty } from './objects/assignment-rule.ts';
import { Enquiry } from './objects/enquiry.ts';
import { WebForm } from './objects/web-form.ts';
import { convertRoutes } from './routes/convert.ts';

/** Who asks the firm for something: enquiries, from the first word to the deal. */
export const leads = defineModule({
  key: 'leads',
  needs: ['activities', 'consent', 'contacts', 'sales'],
  objects: [Enquiry, WebForm, AssignmentRule, Duty],
  actions: enquiryActions,
  migrations,
  routes: () => convertRoutes,
  pages: formPages,
});
