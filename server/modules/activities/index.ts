import { defineModule } from '#kernel/module';
import { activityActions } from './actions/for-each.ts';
import { activityMigrations } from './migrations.ts';
import { Call, Chat, Letter, Mail, Meeting, Note, Task } from './objects/entries.ts';
import { entryRoutes } from './routes/entries.ts';
import { homeRoutes } from './routes/home.ts';

/** What was said and done with customers, and what is to be done. */
export const activities = defineModule({
  key: 'activities',
  needs: ['contacts', 'sales'],
  objects: [Call, Meeting, Letter, Note, Task, Mail, Chat],
  actions: activityActions,
  migrations: activityMigrations,
  routes: () => [...homeRoutes, ...entryRoutes],
});
