import type { Context } from '#kernel/workspace';
import { emailDomain, isFreeMailDomain } from '#shared/email';
import { listMemberAddresses } from '../../queries/members.ts';

const mostDomains = 50; // of one firm
const domain = /^[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]*\.)+[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]*$/;

/** Domains from what a person typed: `@`, spaces and capitals do not count, what is no domain is left out. */
export function readDomains(text: string): string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^.*@/, '').toLowerCase());
  return [...new Set(parts.filter((part) => part.length <= 253 && domain.test(part)))].slice(0, mostDomains);
}

/** What a page proposes where nobody gave any: the domains of the members' own addresses. */
export async function proposeOwnDomains(ctx: Context): Promise<string[]> {
  const addresses = await listMemberAddresses(ctx);
  const domains = addresses.map(emailDomain).filter((one) => !isFreeMailDomain(one));
  return readDomains(domains.join(' '));
}
