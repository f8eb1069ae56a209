/** A typed number with comma or point as a decimal string; null when it is none. */
export function readDecimal(text: string): string | null {
  const typed = text.replace(/[\s\u00a0€$£]/g, '');
  if (!/\d/.test(typed)) return null;
  const comma = typed.lastIndexOf(',');
  const point = typed.lastIndexOf('.');
  const mark = comma > point ? ',' : '.';
  const grouped = mark === ',' ? typed.replaceAll('.', '') : typed.replaceAll(',', '');
  const single = mark === ',' && point < 0 && /^-?\d{1,3}(,\d{3})+$/.test(typed);
  const plain = single ? typed.replaceAll(',', '') : grouped.replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}
