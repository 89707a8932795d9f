/** Ids are UUIDv7 (RFC 9562), made by the caller before anything is sent: they sort by time and can be retried safely. */
import type { Clock } from './time';

/** 36 characters, lower case. */
export type Id = string & { readonly __id: true };

export type Random = (bytes: Uint8Array<ArrayBuffer>) => void;
const systemRandom: Random = (bytes) => {
  crypto.getRandomValues(bytes);
};

/** The second half of an id. */
const RANDOM_BYTES = 8;

/** Makes ids in rising order, also within one millisecond. */
export function idMaker(clock: Clock, random: Random = systemRandom): () => Id {
  let lastMs = 0;
  let counter = 0;
  // Asking the system for random bytes costs more than the rest: they are taken for many ids at once.
  const pool = new Uint8Array(RANDOM_BYTES * 64);
  let used = pool.length;
  return () => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMs++;
      counter = 0;
    }
    if (used === pool.length) {
      random(pool);
      used = 0;
    }
    const bytes = new Uint8Array(16);
    bytes.set(pool.subarray(used, used + RANDOM_BYTES), 8);
    used += RANDOM_BYTES;
    let ms = lastMs;
    for (let i = 5; i >= 0; i--) {
      bytes[i] = ms % 256;
      ms = Math.floor(ms / 256);
    }
    bytes[6] = 0x70 | (counter >> 8);
    bytes[7] = counter & 0xff;
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
    return idFromBytes(bytes);
  };
}

const hex = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

export function idFromBytes(bytes: Uint8Array): Id {
  if (bytes.length !== 16) throw new RangeError('an id has 16 bytes');
  let text = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += hex[bytes[i] ?? 0];
  }
  return text as Id;
}

/** `bytes`: where they are put, 16 of them. Throws RangeError when the text is no UUID. */
export function idToBytes(id: string, bytes: Uint8Array = new Uint8Array(16)): Uint8Array {
  let at = 0;
  let wrong = id.length === 36 ? 0 : -1;
  for (let i = 0; i < 16; i++) {
    if ((i === 4 || i === 6 || i === 8 || i === 10) && id.charCodeAt(at++) !== DASH) wrong = -1;
    const high = digitOf[id.charCodeAt(at++)] ?? -1;
    const low = digitOf[id.charCodeAt(at++)] ?? -1;
    wrong |= high | low;
    bytes[i] = (high << 4) | low;
  }
  if (wrong < 0) throw new RangeError(`not an id: ${JSON.stringify(id.slice(0, 64))}`);
  return bytes;
}

const DASH = 45;
/** By character code: the value of a lower-case hexadecimal digit, -1 for all else. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code)));

export function isId(text: string): text is Id {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
