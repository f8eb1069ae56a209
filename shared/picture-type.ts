const signatures: [type: string, bytes: number[], at: number][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ['image/jpeg', [0xff, 0xd8, 0xff], 0],
  ['image/gif', [0x47, 0x49, 0x46, 0x38], 0],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
];

/** Types of pictures that every browser shows. */
export const pictureTypes: readonly string[] = signatures.map(([type]) => type);

/** The type of a picture by its first bytes (16 are enough), whatever its name says; null where it is none. */
export function pictureTypeOf(head: Uint8Array): string | null {
  return signatures.find(([, bytes, at]) => bytes.every((byte, index) => head[at + index] === byte))?.[0] ?? null;
}
