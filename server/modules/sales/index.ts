import { defineModule } from '#kernel/module';
import { dealActions } from './actions/close-deals.ts';
import { salesErrors } from './errors.ts';
import { beginnings } from './migrations.ts';
import { Deal } from './objects/deal.ts';
import { DealPerson, DealShare } from './objects/deal-people.ts';
import { Pipeline, Stage } from './objects/pipeline.ts';
import { StageGate } from './objects/stage-gate.ts';
import { changedRoutes } from './routes/changed-since.ts';
import { moveRoutes } from './routes/moves.ts';
import { retireRoutes } from './routes/retire.ts';

export { firstPipeline, firstStages } from './first-stages.ts';
export { makeStages } from './make-stages.ts';

/** Deals on their way from the first enquiry to won or lost, through the stages of pipelines. */
export const sales = defineModule({
  key: 'sales',
  needs: [],
  objects: [Pipeline, Stage, StageGate, Deal, DealPerson, DealShare],
  errors: salesErrors,
  actions: dealActions,
  beginnings,
  routes: () => [...changedRoutes, ...moveRoutes, ...retireRoutes],
});
