import { html, paragraphs, type Markup, type PageAnswer } from '#kernel/public-pages';
import type { AskedField, Askable } from './asked-fields.ts';
import { formWords } from './form-words.ts';
import type { FormRow } from '../queries/web-forms.ts';
import type { Sending } from './read-sending.ts';

/** What of a page goes back as it came: from where somebody was led here. */
export type Carried = Record<string, string>;

interface Shown {
  form: FormRow;
  asked: readonly AskedField[];
  token: string;
  carried: Carried;
  /** What was sent and is to be mended. */
  sending?: Sending;
}

/** The page of a form; with what was wrong where it comes back. */
export function formPage({ form, asked, token, carried, sending }: Shown): PageAnswer {
  const words = formWords[form.language];
  const wrong = sending !== undefined;
  const hidden = Object.entries({ ...carried, token });
  // Programs fill in whatever they find; people do not see it.
  const trap = html`<div class="aside" aria-hidden="true">
    <label>${words.leaveEmpty} <input name="website" tabindex="-1" autocomplete="off" /></label>
  </div>`;
  const body = html`<h1>${form.heading}</h1>
    ${paragraphs(form.text ?? '')} ${wrong && html`<p class="notice" role="alert">${words.mend}</p>`}
    <form method="post" novalidate>
      ${asked.map((field) => control(form, field, sending))} ${consent(form, sending)} ${trap}
      ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button type="submit">${words.send}</button>
    </form>`;
  const formsTo = form.thanks_address ? [new URL(form.thanks_address).origin] : [];
  return { status: wrong ? 422 : 200, language: form.language, title: form.heading, body, formsTo };
}

const kinds: Record<Askable, [type: string, complete: string]> = {
  name: ['text', 'name'],
  email: ['email', 'email'],
  phone: ['tel', 'tel'],
  company: ['text', 'organization'],
  message: ['text', 'off'],
};

function control({ language }: FormRow, { key, required }: AskedField, sending?: Sending): Markup {
  const words = formWords[language];
  const value = sending?.values[key] ?? '';
  const problem = sending?.wrong[key];
  const [type, complete] = kinds[key];
  const invalid = problem ? 'true' : 'false';
  const described = problem ? `${key}-wrong` : '';
  const demanded = required ? 'true' : 'false';
  const input =
    key === 'message'
      ? html`<textarea
          id="${key}"
          name="${key}"
          aria-required="${demanded}"
          aria-invalid="${invalid}"
          aria-describedby="${described}"
        >
${value}</textarea>`
      : html`<input
          id="${key}"
          name="${key}"
          type="${type}"
          autocomplete="${complete}"
          value="${value}"
          aria-required="${demanded}"
          aria-invalid="${invalid}"
          aria-describedby="${described}"
        />`;
  const mark = !required && html` <span class="optional">(${words.optional})</span>`;
  return html`<div>
    <label for="${key}">${words.labels[key]}${mark}</label>${input}
    ${problem && html`<p class="wrong" id="${key}-wrong">${problem}</p>`}
  </div>`;
}

function consent({ consent_text }: FormRow, sending?: Sending): Markup | null {
  if (!consent_text) return null;
  const box = sending?.agreed
    ? html`<input type="checkbox" id="agree" name="agree" value="yes" checked />`
    : html`<input type="checkbox" id="agree" name="agree" value="yes" />`;
  return html`<div class="tick">${box}<label for="agree">${consent_text}</label></div>`;
}

/** Where somebody who sent a form goes on: the same for all, whether they were taken for a program or not. */
export function thanksPage(form: FormRow): PageAnswer {
  if (form.thanks_address) return { to: new URL(form.thanks_address).href };
  const words = formWords[form.language];
  const body = html`<h1>${words.thanksTitle}</h1>
    ${paragraphs(form.thanks || words.thanks)}`;
  return { language: form.language, title: words.thanksTitle, body };
}
