import type { Module } from '#kernel/module';
import { activities } from '#modules/activities';
import { billing } from '#modules/billing';
import { contacts } from '#modules/contacts';
import { consent } from '#modules/consent';
import { leads } from '#modules/leads';
import { insight } from '#modules/insight';
import { products } from '#modules/products';
import { quality } from '#modules/quality';
import { sales } from '#modules/sales';
import { transfer } from '#modules/transfer';
import { webhooks } from '#modules/webhooks';

/** The modules of the product: adding one is one line here. */
export const modules: readonly Module[] = [
  activities,
  contacts,
  consent,
  leads,
  insight,
  products,
  quality,
  sales,
  billing,
  transfer,
  webhooks,
];
