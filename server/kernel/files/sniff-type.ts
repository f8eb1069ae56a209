import { pictureTypeOf } from '#shared/picture-type';

const signatures: [string, number[], number?][] = [
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['application/gzip', [0x1f, 0x8b]],
  ['application/vnd.ms-office', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['audio/mpeg', [0x49, 0x44, 0x33]],
  ['video/mp4', [0x66, 0x74, 0x79, 0x70], 4],
];

const openXml: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

/** Bytes from the start of a file that are enough to tell its type. */
export const sniffedBytes = 4_096;

/** The type that the first bytes show; the name only chooses among kinds of zip. Never a type that a browser runs:
 * HTML, SVG and scripts are text. */
export function sniffType(head: Buffer, name: string): string {
  const picture = pictureTypeOf(head);
  if (picture) return picture;
  for (const [type, bytes, at = 0] of signatures) {
    if (bytes.every((byte, index) => head[at + index] === byte)) return type;
  }
  if (head.readUInt32BE && head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) {
    const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
    return openXml[ending] ?? 'application/zip';
  }
  return isText(head) ? 'text/plain; charset=utf-8' : 'application/octet-stream';
}

function isText(head: Buffer): boolean {
  // The last letter may have been cut in the middle.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  // oxlint-disable-next-line no-control-regex -- their presence is what tells bytes from text
  return !/[\u0000-\u0008\u000e-\u001a\ufffd]/.test(text);
}
