export { applyMe, SessionContext, useMe } from './session.ts';
