/** Ids are UUIDv7 (RFC 9562), made by the caller before anything is sent: they sort by time and can be retried safely. */
import type { Clock } from './time';

/** 36 characters, lower case. */
export type Id = string & { readonly __id: true };

export type Random = (bytes: Uint8Array<ArrayBuffer>) => void;
const systemRandom: Random = (bytes) => {
  crypto.getRandomValues(bytes);
};

/** Makes ids in rising order, also within one millisecond. */
export function idMaker(clock: Clock, random: Random = systemRandom): () => Id {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      counter = 0;
    } else if (++counter > 0xfff) {
      lastMs++;
      counter = 0;
    }
    const bytes = new Uint8Array(16);
    random(bytes);
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

/** Throws RangeError when the text is no UUID. */
export function idToBytes(id: string): Uint8Array {
  if (!isId(id)) throw new RangeError(`not an id: ${JSON.stringify(id.slice(0, 64))}`);
  const bytes = new Uint8Array(16);
  const digits = id.replaceAll('-', '');
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

export function isId(text: string): text is Id {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
