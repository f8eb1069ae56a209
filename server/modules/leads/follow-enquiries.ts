import type { Follow } from '#kernel/objects';
import { raiseLifecycles } from './lifecycle.ts';
import { measureAnswers } from './measure-answers.ts';
import { receiveEnquiries } from './receive-enquiries.ts';

/** How the firm answers: what makes an enquiry answered. */
const answering = ['call', 'meeting', 'mail', 'chat', 'letter'] as const;

/** What is written of enquiries beside what somebody writes: who asked, who sees to it, when it was answered; and what
 * becomes of the people who asked. */
export const following: Follow = {
  of: ['enquiry', 'deal', ...answering],
  run: async (set) => {
    await receiveEnquiries(set);
    // What an import brings is the past: it neither answers what was asked today nor moves anybody.
    if (set.origin === 'import') return;
    await measureAnswers(set, answering);
    await raiseLifecycles(set);
  },
};
