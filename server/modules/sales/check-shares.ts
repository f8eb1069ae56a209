import { fail } from '#shared/failure';
import type { Follow } from '#kernel/objects';
import { findOvershared } from './queries/shares.ts';

/** Refuses shares of a deal that are more than the whole together. An undo brings back what was so. */
export const sharing: Follow = {
  of: ['deal_share'],
  run: async (set) => {
    if (set.undoes) return;
    const deals = [...(set.touched.get('deal_share')?.pointed.get('deal') ?? [])];
    const over = await findOvershared(set.ctx, deals);
    if (over === null) return;
    const message = `The shares of this deal would be ${over} % together. Make others smaller first.`;
    fail('share.above_the_whole', {
      detail: message,
      issues: [{ pointer: '/percent', code: 'share.above_the_whole', message }],
    });
  },
};
