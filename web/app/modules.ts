import { gatherSlots } from '#web/kernel/objects';
import { activities } from '#web/modules/activities';
import { billing } from '#web/modules/billing';
import { consent } from '#web/modules/consent';
import { contacts } from '#web/modules/contacts';
import { leads } from '#web/modules/leads';
import { insight } from '#web/modules/insight';
import { quality } from '#web/modules/quality';
import { sales } from '#web/modules/sales';
import { transfer } from '#web/modules/transfer';

/** The list of modules; their parts appear on pages in this order. */
export const slots = gatherSlots([activities, billing, contacts, consent, insight, leads, quality, sales, transfer]);
