export { createServer, type ServerOptions } from './create-server.ts';
export {
  answered,
  defineOpenRoute,
  defineRoute,
  type AnswerShape,
  type Route,
  type RouteCall,
  type SignedInCall,
} from './define-route.ts';
export { httpErrors } from './errors.ts';
export { forgetOldKeys, workspaceMigrations } from './idempotency.ts';
export { createKeyGuesses, wrongKeys } from './key-guesses.ts';
export { createLimiter, type Limiter } from './limiter.ts';
export { writeOpenApi, type DescribedObject } from './openapi.ts';
export { failureOf } from './problem.ts';
export { serveRoutes, type RouteServices } from './serve-routes.ts';
export { writeTypedCalls } from './typed-calls.ts';
export { z } from 'zod';
