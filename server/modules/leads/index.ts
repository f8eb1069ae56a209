import { defineModule } from '#kernel/module';
import { formPages } from './forms/form-pages.ts';
import { migrations } from './migrations.ts';
import { Enquiry } from './objects/enquiry.ts';
import { WebForm } from './objects/web-form.ts';

/** Who asks the firm for something: enquiries, from the first word to the deal. */
export const leads = defineModule({
  key: 'leads',
  needs: ['activities', 'consent', 'contacts', 'sales'],
  objects: [Enquiry, WebForm],
  migrations,
  pages: formPages,
});
