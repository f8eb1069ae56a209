import { defineModule } from '#kernel/module';
import { closingActions } from './actions/close-deals.ts';
import { Deal } from './objects/deal.ts';

/** Deals on their way from the first enquiry to won or lost. */
export const sales = defineModule({ key: 'sales', needs: [], objects: [Deal], actions: closingActions });
