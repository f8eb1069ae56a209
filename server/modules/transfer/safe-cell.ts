/** A cell that no spreadsheet program runs as a formula (trust.md §8): an apostrophe before what could start one, and
 * before a cell that begins like an apostrophe we wrote, so that our own import gives back the same. */
export function safeCell(text: string): string {
  return /^'*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `safeCell` away again. */
export function plainCell(text: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text;
}
