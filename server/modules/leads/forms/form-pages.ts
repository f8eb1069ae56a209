import { createHash, randomBytes } from 'node:crypto';
import { fail } from '#shared/failure';
import { createRecord, getObject, inChangeSet, type Values } from '#kernel/objects';
import type { ModuleServices } from '#kernel/module';
import { definePage, type PageAnswer, type PageCall, type PublicPage } from '#kernel/public-pages';
import { system, withContext, type Actor, type Context, type Workspace } from '#kernel/workspace';
import { receiveAlone } from '../queries/holders.ts';
import { findForm, noteSending, type FormRow } from '../queries/web-forms.ts';
import { readAsked } from './asked-fields.ts';
import { formPage, thanksPage, type Carried } from './form-page.ts';
import { newFormToken, readFormToken } from './form-token.ts';
import { readOrigins } from './origins.ts';
import { asValues, line, readSending, type Sending } from './read-sending.ts';

const path = '/f/:workspace/:address';
const sendings = { uses: 30, seconds: 3_600 }; // of one address: an office behind one (trust.md §8)
const leastMillis = 3_000; // nobody reads and writes faster
const longestMillis = 2 * 86_400_000; // a page that stood open over the weekend
const sameMinutes = 10;
const campaign = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;
const visitor: Actor = { ...system, name: 'Web form' };

/** The pages of forms: one that shows it, and what becomes of what is sent. */
export function formPages(services: ModuleServices): PublicPage[] {
  const framedBy = async (call: PageCall) => readOrigins((await find(services, call))?.form.origins) ?? [];
  return [
    definePage({ method: 'GET', path, framedBy, serve: (call) => show(services, call) }),
    definePage({ method: 'POST', path, framedBy, rate: sendings, serve: (call) => receive(services, call) }),
  ];
}

interface Found {
  workspace: Workspace;
  form: FormRow;
}

async function find({ source, directory }: ModuleServices, { params }: PageCall): Promise<Found | null> {
  const workspace = await directory.find(String(params['workspace']));
  if (!workspace) return null;
  const address = String(params['address']);
  const form = await withContext(source, { workspace, actor: visitor }, (ctx) => findForm(ctx, address));
  return form && { workspace, form };
}

async function show(services: ModuleServices, call: PageCall): Promise<PageAnswer> {
  const { form } = (await find(services, call)) ?? fail('route.not_found');
  const carried: Carried = Object.fromEntries(
    campaign.flatMap((key) => (call.query.get(key) ? [[key, line(call.query.get(key), 200)]] : [])),
  );
  if (call.referrer) carried['page'] = line(call.referrer, 1_000);
  const token = newFormToken(services.box, form.id, services.source.clock());
  return formPage({ form, asked: readAsked(form.asks) ?? [], token, carried });
}

async function receive(services: ModuleServices, call: PageCall): Promise<PageAnswer> {
  const { workspace, form } = (await find(services, call)) ?? fail('route.not_found');
  const asked = readAsked(form.asks) ?? [];
  const sending = readSending(call.form, asked, form.language);
  const carried: Carried = Object.fromEntries(
    [...campaign, 'page'].flatMap((key) => (call.form.get(key) ? [[key, line(call.form.get(key), 1_000)]] : [])),
  );
  if (Object.keys(sending.wrong).length > 0) {
    const token = line(call.form.get('token'), 100);
    return formPage({ form, asked, token, carried, sending });
  }
  await withContext(services.source, { workspace, actor: visitor }, (ctx) => {
    const shown = readFormToken(services.box, form.id, call.form.get('token') ?? '');
    return keep(ctx, { form, sending, carried, call, shown });
  });
  return thanksPage(form);
}

interface Kept {
  form: FormRow;
  sending: Sending;
  carried: Carried;
  call: PageCall;
  shown: { at: number; once: string } | null;
}

/** Makes an enquiry of what was sent, once. What looks like sent by a program is kept aside and never lost. */
async function keep(ctx: Context, { form, sending, carried, call, shown }: Kept): Promise<void> {
  const values = asValues(sending);
  const content = createHash('sha256')
    .update(JSON.stringify([values, sending.agreed]))
    .digest();
  await receiveAlone(ctx);
  const once = shown?.once ?? randomBytes(16).toString('base64url');
  if (!(await noteSending(ctx, { form: form.id, once, content, minutes: sameMinutes }))) return;
  const age = shown ? ctx.now.getTime() - shown.at : -1;
  const suspected = age < leastMillis || age > longestMillis || (call.form.get('website') ?? '') !== '';
  const agreed = sending.agreed && form.consents ? { agreed: form.consents, agreed_text: form.consent_text } : {};
  const enquiry: Values = {
    ...values,
    ...Object.fromEntries(campaign.flatMap((key) => (carried[key] ? [[key, carried[key].slice(0, 200)]] : []))),
    ...(carried['page'] ? { page: carried['page'] } : {}),
    ...agreed,
    form: form.id,
    enquiry_source: 'form',
    sender_address: call.address.slice(0, 45),
    owner: suspected ? null : form.owner_id,
    ...(suspected ? { status: 'suspected' } : {}),
  };
  const label = `Enquiry by the form "${form.name}"`;
  await inChangeSet(ctx, { origin: 'system', label, action: 'web_form' }, (set) =>
    createRecord(set, getObject(ctx, 'enquiry'), enquiry),
  );
}
