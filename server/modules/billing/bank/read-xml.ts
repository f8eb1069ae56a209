import { unreadable } from './bank-entry.ts';

/** An element: its name without a prefix, its attributes as written, its own text and what is in it. */
export interface XmlElement {
  name: string;
  attributes: string;
  text: string;
  children: XmlElement[];
}

const deepest = 40;
const mostElements = 300_000;
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads XML as banks write it. What a document could only bring in by declaring it (a document type, entities) is
 * refused, and so is one that is too deep or too large; every sign is looked at once. */
export function readXml(text: string): XmlElement {
  const top: XmlElement = { name: '', attributes: '', text: '', children: [] };
  const open = [top];
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const inside = open.at(-1)!;
    inside.text += plain(text.slice(at, next < 0 ? text.length : next));
    if (next < 0) break;
    const aside = readAside(text, next);
    if (aside) {
      inside.text += aside.text;
      at = aside.end;
      continue;
    }
    const end = text.indexOf('>', next);
    if (end < 0) broken();
    const tag = text.slice(next + 1, end);
    at = end + 1;
    if (tag.startsWith('/')) {
      if (open.length === 1 || inside.name !== localName(tag.slice(1))) broken();
      open.pop();
      continue;
    }
    const element = { name: localName(tag), attributes: tag, text: '', children: [] };
    inside.children.push(element);
    if (!tag.endsWith('/')) open.push(element);
    if ((count += 1) > mostElements || open.length > deepest) unreadable('This XML is too large or too deep.');
  }
  const [root] = top.children;
  if (open.length > 1 || top.children.length !== 1 || top.text.trim() !== '') broken();
  return root!;
}

/** The elements that are reached by a path of names. */
export function allOf(element: XmlElement, ...path: string[]): XmlElement[] {
  return path.reduce(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );
}

/** The text at the first of some paths (`A/B`) that has one. */
export function textAt(element: XmlElement, ...paths: string[]): string {
  for (const path of paths)
    for (const { text } of allOf(element, ...path.split('/'))) if (text.trim() !== '') return text.trim();
  return '';
}

/** A comment, an instruction or text as it stands, which begins here. */
function readAside(text: string, at: number): { text: string; end: number } | null {
  for (const [begin, close] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!text.startsWith(begin, at)) continue;
    const end = text.indexOf(close, at + begin.length);
    if (end < 0) broken();
    return { text: begin === '<![CDATA[' ? text.slice(at + begin.length, end) : '', end: end + close.length };
  }
  if (text[at + 1] === '!') unreadable('This XML declares a document type or entities. Banks do not.');
  return null;
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12});?/g, (_, name: string) => {
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
    if (!number) return named[name] ?? unreadable('This XML names an entity. Banks do not.');
    const point = number[1] ? Number.parseInt(number[1], 16) : Number(number[2]);
    const surrogate = point >= 0xd800 && point <= 0xdfff;
    return point === 0 || point > 0x10ffff || surrogate ? broken() : String.fromCodePoint(point);
  });
}

function localName(tag: string): string {
  const name = /^(?:[\w.-]{1,100}:)?([\w.-]{1,100})(?=[\s/]|$)/.exec(tag)?.[1];
  return name ?? broken();
}

function broken(): never {
  return unreadable('This XML is not whole.');
}
