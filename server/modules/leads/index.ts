import { defineModule } from '#kernel/module';
import { Enquiry } from './objects/enquiry.ts';

/** Who asks the firm for something: enquiries, from the first word to the deal. */
export const leads = defineModule({
  key: 'leads',
  needs: ['activities', 'contacts', 'sales'],
  objects: [Enquiry],
});
