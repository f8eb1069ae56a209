/** A piece of HTML that is safe by the way it was made: only `html` makes one, and it escapes whatever is filled in. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The template as markup; what is filled in is text, unless it is markup itself. */
  static of(parts: TemplateStringsArray, values: readonly Filling[]): Markup {
    return new Markup(parts.map((part, at) => part + (at < values.length ? written(values[at]) : '')).join(''));
  }

  toString(): string {
    return this.#text;
  }
}

/** What may be filled in: text, numbers, markup, lists of them; nothing is written for null, undefined and false. */
export type Filling = string | number | Markup | null | undefined | false | readonly Filling[];

/** Writes HTML. Values are escaped for text and for attributes in double quotes, the two places they may stand in;
 * an address in `href` or `action` goes through `webAddress` first. */
export function html(parts: TemplateStringsArray, ...values: Filling[]): Markup {
  return Markup.of(parts, values);
}

function written(value: Filling): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map((one: Filling) => written(one)).join('');
  return escaped(String(value));
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!);
}

/** The address as it may stand in `href`: of the web alone, so that a `javascript:` somebody typed is no link; null
 * where it is none. */
export function webAddress(given: string): string | null {
  const url = URL.parse(given);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

/** Text of several lines, as paragraphs where lines are left empty. */
export function paragraphs(text: string): Markup[] {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  return blocks.map((block) => {
    const lines = block.trim().split('\n');
    return html`<p>${lines.map((line, at) => (at === 0 ? line : html`<br />${line}`))}</p>`;
  });
}
