import { pictureTypeOf } from '#shared/picture-type';
import type { ContentLine } from '../../reading/content-lines.ts';
import type { PlannedRow } from '../planned-row.ts';
import { refuse } from '../rows/cell-values.ts';

/** A picture as a row brings it. */
export interface PlannedPhoto {
  /** `jpeg`, `png`, `gif` or `webp`, by its first bytes. */
  type: string;
  base64: string;
}

/** Letters of base64, six megabytes; larger pictures are no faces. */
const LARGEST_PHOTO = 8_000_000;

/** Takes the picture that stands in a card. The address of one on the net is kept with the source and never fetched;
 * what is no picture is refused, and the card stays. */
export function addPhoto(planned: PlannedRow, line: ContentLine): void {
  const value = line.value.trim();
  if (value === '') return;
  const inline = /^data:[^,]*;base64,/i.exec(value);
  if (
    inline === null &&
    (/^[a-z][a-z0-9+.-]*:/i.test(value) || line.params.get('VALUE')?.[0]?.toLowerCase() === 'uri')
  ) {
    planned.source[line.name] = value.slice(0, 4_000);
    return;
  }
  const base64 = value.slice(inline?.[0].length ?? 0).replace(/\s/g, '');
  const shown = `${base64.slice(0, 24)}…`;
  if (base64.length > LARGEST_PHOTO) return refuse(planned, line.name, shown, 'a picture of more than 6 MB');
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64)) return refuse(planned, line.name, shown, 'not a picture: no base64');
  const type = pictureTypeOf(Buffer.from(base64.slice(0, 32), 'base64'));
  if (type === null) return refuse(planned, line.name, shown, 'not a picture: no JPEG, PNG, GIF or WebP');
  planned.values['photo'] ??= { type: type.replace('image/', ''), base64 } satisfies PlannedPhoto;
}
