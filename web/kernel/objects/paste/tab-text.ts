/** The cells of a block as spreadsheets copy it: tabs between, lines beneath, quotes around what holds either. */
export function readTabs(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  while (at <= plain.length) {
    const { cell, end } = plain[at] === '"' ? quoted(plain, at) : bare(plain, at);
    rows.at(-1)?.push(cell);
    if (plain[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

function bare(text: string, from: number): { cell: string; end: number } {
  const found = /[\t\n]/.exec(text.slice(from));
  const end = found ? from + found.index : text.length;
  return { cell: text.slice(from, end), end };
}

function quoted(text: string, from: number): { cell: string; end: number } {
  const found = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(text.slice(from));
  // A cell that only begins with a quote is no quoted one.
  if (!found) return bare(text, from);
  return { cell: (found[1] ?? '').replaceAll('""', '"'), end: from + found[0].length };
}

/** The text that a spreadsheet takes as a block of cells. */
export const writeTabs = (rows: string[][]): string =>
  rows
    .map((cells) => cells.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');
