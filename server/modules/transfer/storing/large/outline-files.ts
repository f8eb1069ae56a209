import { Outline } from '../../planning/outline/outline.ts';
import { planChunks, type Files } from '../../planning/plan-chunks.ts';

/** Goes through files of any size once and keeps what must be known of all rows to plan a part of them. `tell` hears
 * how many rows were read, and answers whether to go on; null where not. */
export async function outlineFiles(
  files: Files,
  chunkRows: number,
  tell: (rows: number) => Promise<boolean>,
): Promise<Outline | null> {
  const outline = new Outline({ byName: speakOfPeople(files) });
  let rows = 0;
  for await (const chunk of planChunks(files, chunkRows)) {
    outline.add(chunk);
    rows += chunk.length;
    if (!(await tell(rows))) return null;
  }
  outline.close();
  return outline;
}

/** Whether rows may name people: talks, deals, and people whose spouse or friends are named. */
function speakOfPeople({ sources, mapping }: Files): boolean {
  return (
    sources.some((source) => source.kind !== 'tables') ||
    mapping.some(
      ({ object, columns }) =>
        (object !== null && object !== 'person' && object !== 'company') ||
        columns.some(({ field }) => field !== null && /spouse|relation/.test(field)),
    )
  );
}
