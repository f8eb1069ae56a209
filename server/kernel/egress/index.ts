export { isPublicAddress } from './public-address.ts';
export { createEgress, type Egress, type Outgoing, type Outcome, type Resolve } from './send.ts';
