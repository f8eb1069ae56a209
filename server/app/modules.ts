import type { Module } from '#kernel/module';
import { activities } from '#modules/activities';
import { contacts } from '#modules/contacts';
import { sales } from '#modules/sales';

/** The modules of the product: adding one is one line here. */
export const modules: readonly Module[] = [activities, contacts, sales];
