import { defineModule } from '#kernel/module';
import { consentActions } from './actions/record-for-each.ts';
import { Consent, ConsentWording } from './objects/consent.ts';
import { consentRoutes } from './routes/consents.ts';

export { recordConsent } from './actions/record-consent.ts';

/** What people agreed to, and what they were told when they did: entries that are added and never changed. */
export const consent = defineModule({
  key: 'consent',
  needs: ['contacts'],
  objects: [Consent, ConsentWording],
  actions: consentActions,
  routes: () => consentRoutes,
});
