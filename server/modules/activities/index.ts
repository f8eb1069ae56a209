import { defineModule } from '#kernel/module';
import { Call, Chat, Letter, Mail, Meeting, Note, Task } from './objects/entries.ts';

/** What was said and done with customers, and what is to be done. */
export const activities = defineModule({
  key: 'activities',
  needs: [],
  objects: [Call, Meeting, Letter, Note, Task, Mail, Chat],
});
