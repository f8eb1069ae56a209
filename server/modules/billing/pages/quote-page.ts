import { html, type Markup, type PageAnswer } from '#kernel/public-pages';
import type { PrintedDocument } from '../printing/printed-document.ts';
import { pageWords } from './page-words.ts';

/** What the page of a quote shows. */
export interface QuotePage {
  document: PrintedDocument;
  /** `open` can be answered; of the others nothing but the quote and how it stands is shown. */
  state: 'open' | 'accepted' | 'declined' | 'expired';
  answeredBy: string;
  token: string;
  /** What was typed and what was wrong with it, or that the sum changed. */
  typed?: { name: string; text: string };
  wrong?: Partial<Record<'name' | 'agree' | 'question', true>>;
  changed?: boolean;
}

/** The page on which a customer reads a quote, asks, chooses options, accepts or declines. */
export function quotePage(page: QuotePage): PageAnswer {
  const { document, state, answeredBy, token } = page;
  const { language } = document;
  const said = pageWords[language];
  const how = state === 'open' ? null : said.state[state];
  const told = typeof how === 'function' ? how(answeredBy) : how;
  return {
    language,
    title: `${document.kind}: ${document.title}`,
    wide: true,
    body: html`<header class="letterhead">
        <p class="seller">${document.seller.name}</p>
        <p class="hint">${document.kind} · ${document.number}</p>
      </header>
      <h1>${document.title}</h1>
      ${told ? html`<p class="state" role="status">${told}</p>` : null} ${parties(document)}
      ${document.intro.map((part) => html`<p>${part}</p>`)} ${lines(document)} ${totals(document)}
      ${document.remarks.map((part) => html`<p class="hint">${part}</p>`)}
      ${
        document.terms.length > 0
          ? html`<h2>${document.words.terms}</h2>
              ${document.terms.map((part) => html`<p>${part}</p>`)}`
          : null
      }
      <p><a href="/q/${token}/pdf">${said.pdf}</a></p>
      ${state === 'open' ? answers(page) : null}`,
  };
}

function parties({ words, buyer, seller, facts }: PrintedDocument): Markup {
  const party = (label: string, { name, lines: more }: { name: string; lines: string[] }) =>
    html`<div>
      <dt>${label}</dt>
      <dd><strong>${name}</strong>${more.map((line) => html`<br />${line}`)}</dd>
    </div>`;
  return html`<dl class="parties">
    ${party(words.for, buyer)} ${party(words.from, seller)}
    ${facts.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function lines({ lines: all, columns }: PrintedDocument): Markup {
  const [, quantity = '', price = '', , amount = ''] = columns;
  return html`<ul class="lines">
    ${all.map((line) => {
      if (line.kind === 'heading') return html`<li class="heading">${line.name}</li>`;
      if (line.kind === 'note') return html`<li class="hint">${line.name}</li>`;
      return html`<li class="${line.counts ? 'line' : 'line apart'}">
        <div>
          <strong>${line.name}</strong>${line.badge ? html` <span class="badge">${line.badge}</span>` : null}
          ${line.description.map((part) => html`<div class="hint">${part}</div>`)}
          <div class="hint">
            <span class="aside">${quantity} </span>${line.quantity} ${line.unit} × <span class="aside">${price} </span>
            ${pricing(line)}
          </div>
        </div>
        <div class="sum"><span class="aside">${amount} </span>${line.net}</div>
      </li>`;
    })}
  </ul>`;
}

function pricing({ price, discount, tax }: PrintedDocument['lines'][number]): string {
  return [price, discount, tax].filter(Boolean).join(' · ');
}

function totals({ totals: rows }: PrintedDocument): Markup {
  return html`<dl class="totals">
    ${rows.map(
      (row) =>
        html`<div class="${row.strong ? 'total' : ''}">
          <dt>${row.label}</dt>
          <dd>${row.value}</dd>
        </div>`,
    )}
  </dl>`;
}

function answers(page: QuotePage): Markup {
  const { document, token, typed, wrong = {}, changed } = page;
  const said = pageWords[document.language];
  const to = `/q/${token}`;
  const options = document.lines.filter((line) => line.optional && line.kind === 'item');
  const chosen = options.filter((line) => line.chosen);

  return html`${
      options.length === 0
        ? null
        : html`<form method="get" action="${to}#accept">
            <fieldset>
              <legend>${said.choose}</legend>
              <p class="hint">${said.chooseHint}</p>
              <input type="hidden" name="choose" value="1" />
              ${options.map(
                (line) =>
                  html`<div class="tick">
                    <input
                      type="checkbox"
                      name="line"
                      value="${line.id}"
                      id="o-${line.id}"
                      ${line.chosen ? checked : null}
                    />
                    <label for="o-${line.id}">${line.name} · ${line.net}</label>
                  </div>`,
              )}
            </fieldset>
            <button class="quiet">${said.update}</button>
          </form>`
    }
    <form method="post" action="${to}" id="accept">
      <h2>${said.accept}</h2>
      ${changed ? html`<p class="notice" role="alert">${said.changed}</p>` : null}
      <input type="hidden" name="answer" value="accepted" />
      <input type="hidden" name="total" value="${document.totals.find((row) => row.strong)?.value}" />
      ${chosen.map((line) => html`<input type="hidden" name="line" value="${line.id}" />`)}
      <div>
        <label for="name">${said.name}</label>
        <input id="name" name="name" maxlength="200" autocomplete="name" value="${typed?.name}" />
        ${wrong.name ? problem(said.nameMissing, 'name-wrong') : null}
      </div>
      <div>
        <div class="tick">
          <input type="checkbox" name="agree" value="yes" id="agree" /><label for="agree">${said.agree}</label>
        </div>
        ${wrong.agree ? problem(said.agreeMissing, 'agree-wrong') : null}
      </div>
      <p class="hint">${said.acceptHint}</p>
      <button>${said.acceptButton}</button>
    </form>
    ${others(page)}`;
}

/** To ask, and to decline: folded away below the acceptance. */
function others({ document, token, typed, wrong = {} }: QuotePage): Markup {
  const said = pageWords[document.language];
  const to = `/q/${token}`;
  return html`<details ${wrong.question ? open : null}>
      <summary>${said.ask}</summary>
      <form method="post" action="${to}">
        <input type="hidden" name="answer" value="asked" />
        <div>
          <label for="asker">${said.name} <span class="optional">${said.optional}</span></label>
          <input id="asker" name="name" maxlength="200" autocomplete="name" />
        </div>
        <div>
          <label for="question">${said.question}</label>
          <textarea id="question" name="text" maxlength="5000">${wrong.question ? typed?.text : null}</textarea>
          ${wrong.question ? problem(said.questionMissing, 'question-wrong') : null}
        </div>
        <button class="quiet">${said.askButton}</button>
      </form>
    </details>
    <details>
      <summary>${said.decline}</summary>
      <form method="post" action="${to}">
        <input type="hidden" name="answer" value="declined" />
        <div>
          <label for="decliner">${said.name} <span class="optional">${said.optional}</span></label>
          <input id="decliner" name="name" maxlength="200" autocomplete="name" />
        </div>
        <div>
          <label for="reason">${said.reason} <span class="optional">${said.optional}</span></label>
          <textarea id="reason" name="text" maxlength="5000"></textarea>
        </div>
        <button class="quiet">${said.declineButton}</button>
      </form>
    </details>`;
}

function problem(text: string, id: string): Markup {
  return html`<p class="wrong" id="${id}" role="alert">${text}</p>`;
}

const checked = html`checked`;
const open = html`open`;

/** What a customer reads after an answer. */
export function thanksPage(
  document: PrintedDocument,
  answer: 'accepted' | 'declined' | 'asked',
  token: string,
): PageAnswer {
  const said = pageWords[document.language];
  return {
    language: document.language,
    title: said.thanks[answer],
    body: html`<h1>${said.thanks[answer]}</h1>
      <p>${document.kind}: ${document.title}</p>
      <p>${said.next[answer]}</p>
      <p><a href="/q/${token}">${said.back}</a> · <a href="/q/${token}/pdf">${said.pdf}</a></p>`,
  };
}
