const longest = 150; // characters; file systems stop at 255 bytes, and a letter may take three

// Control signs, marks that turn the text around, and what file systems read as a path or a wildcard.
// oxlint-disable-next-line no-control-regex -- these are what is removed
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]/g;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|clock\$|config\$)(?=\.|$)/i;

/** A name that is a name and nothing else on any system: no path, no hidden file, no device, no invisible signs. */
export function safeFileName(given: string): string {
  const last =
    given
      .toWellFormed()
      .normalize('NFC')
      .split(/[/\\]/)
      .findLast((part) => /[^.\s]/.test(part)) ?? '';
  const clean = last
    .replaceAll(unseen, '')
    .replaceAll(/[<>:"|?*%]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  const named = reserved.test(clean) ? `_${clean}` : clean;
  return shorten(named) || 'file';
}

/** The beginning and the ending stay: the ending says which program opens it. */
function shorten(name: string): string {
  const signs = [...name];
  if (signs.length <= longest) return name;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return signs.slice(0, longest - ending.length).join('') + ending;
}

/** `Content-Disposition` of a download (RFC 6266): a plain form for old programs and the true name in UTF-8. */
export function attachmentHeader(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^ -~]/g, '_')
    .replaceAll(/["\\%]/g, '_');
  const coded = encodeURIComponent(name).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${coded}`;
}
