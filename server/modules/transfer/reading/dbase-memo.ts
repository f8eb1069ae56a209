/** The long texts of a dBase file, found by block number. */
export interface Memo {
  bytes: Buffer;
  read(block: number): Buffer;
}

/** Understands dBase III (.DBT, ends with 1A), dBase IV (.DBT, length in front) and FoxPro (.FPT) by the table's first byte. */
export function openMemo(bytes: Buffer, version: number): Memo {
  if (version === 0xf5 || version === 0x30 || version === 0x31 || version === 0x32) return foxPro(bytes);
  return version === 0x8b || version === 0xcb ? four(bytes) : three(bytes);
}

/** No memo is longer; a damaged length does not fill the memory. */
const LONGEST = 1_000_000;

function three(bytes: Buffer): Memo {
  return {
    bytes,
    read: (block) => {
      const start = block * 512;
      const end = bytes.indexOf(0x1a, start);
      return bytes.subarray(start, Math.min(end < 0 ? bytes.length : end, start + LONGEST));
    },
  };
}

function four(bytes: Buffer): Memo {
  const size = bytes.length > 22 ? bytes.readUInt16LE(20) || 512 : 512;
  const old = three(bytes);
  return {
    bytes,
    read: (block) => {
      const start = block * size;
      if (start + 8 > bytes.length) return Buffer.alloc(0);
      if (bytes.readUInt32LE(start) !== 0x0008ffff) return old.read(block);
      const length = Math.min(bytes.readUInt32LE(start + 4), LONGEST);
      return bytes.subarray(start + 8, start + Math.max(8, length));
    },
  };
}

function foxPro(bytes: Buffer): Memo {
  const size = bytes.length > 8 ? bytes.readUInt16BE(6) || 64 : 64;
  return {
    bytes,
    read: (block) => {
      const start = block * size;
      if (start + 8 > bytes.length) return Buffer.alloc(0);
      return bytes.subarray(start + 8, start + 8 + Math.min(bytes.readUInt32BE(start + 4), LONGEST));
    },
  };
}
