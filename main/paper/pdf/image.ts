/** A PNG (W3C Recommendation, third edition) as an image of a PDF. Only what logos are: eight bits a channel, not interlaced. */
import { deflateSync, inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue, a byte each; deflated. */
  colours: Buffer;
  /** How opaque, a byte each; deflated; null when all is. */
  opacity: Buffer | null;
}

/** A logo is drawn a few centimetres wide. */
const MOST_PIXELS = 4_000_000;
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Every paper of a batch has the same logo. */
const decoded = new WeakMap<Uint8Array, Picture | 'unreadable'>();

/** Null for what is no such PNG: a paper is then written without it. */
export function readPng(file: Uint8Array): Picture | null {
  let found = decoded.get(file);
  if (found === undefined) {
    try {
      found = decode(Buffer.from(file)) ?? 'unreadable';
    } catch {
      found = 'unreadable';
    }
    decoded.set(file, found);
  }
  return found === 'unreadable' ? null : found;
}

export function isReadablePng(file: Uint8Array): boolean {
  return readPng(file) !== null;
}

interface Head {
  width: number;
  height: number;
  kind: number;
  channels: number;
}

function decode(file: Buffer): Picture | null {
  if (file.toString('latin1', 0, 8) !== '\u0089PNG\r\n\u001a\n') return null;
  const { chunks, data } = chunksOf(file);
  const head = headOf(chunks.get('IHDR'));
  if (!head) return null;
  const pixels = unfilter(inflateSync(data, { maxOutputLength: MOST_PIXELS * 4 + head.height }), head);
  const colours = Buffer.alloc(head.width * head.height * 3);
  const opacity = Buffer.alloc(head.width * head.height, 255);
  const palette = chunks.get('PLTE');
  const clear = chunks.get('tRNS');
  for (let pixel = 0; pixel < head.width * head.height; pixel++) {
    const at = pixel * head.channels;
    const first = pixels[at] ?? 0;
    if (head.kind === 3) {
      palette?.copy(colours, pixel * 3, first * 3, first * 3 + 3);
      opacity[pixel] = clear?.[first] ?? 255;
    } else if (head.channels < 3) colours.fill(first, pixel * 3, pixel * 3 + 3);
    else pixels.copy(colours, pixel * 3, at, at + 3);
    if (head.kind === 4 || head.kind === 6) opacity[pixel] = pixels[at + head.channels - 1] ?? 255;
  }
  const isOpaque = opacity.every((value) => value === 255);
  const { width, height } = head;
  return { width, height, colours: deflateSync(colours), opacity: isOpaque ? null : deflateSync(opacity) };
}

function chunksOf(file: Buffer): { chunks: Map<string, Buffer>; data: Buffer } {
  const chunks = new Map<string, Buffer>();
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') data.push(body);
    else chunks.set(name, body);
    at += length + 12;
  }
  return { chunks, data: Buffer.concat(data) };
}

function headOf(chunk: Buffer | undefined): Head | null {
  if (!chunk || chunk.length < 13) return null;
  const [width, height] = [chunk.readUInt32BE(0), chunk.readUInt32BE(4)];
  const [depth, kind, , , interlaced] = chunk.subarray(8);
  const channels = channelsOf[kind ?? -1];
  if (depth !== 8 || interlaced !== 0 || channels === undefined || kind === undefined) return null;
  if (width < 1 || height < 1 || width * height > MOST_PIXELS) return null;
  return { width, height, kind, channels };
}

/** PNG 9: each row was told as differences from what stands left of and above it. */
function unfilter(data: Buffer, { width, height, channels }: Head): Buffer {
  const stride = width * channels;
  const out = Buffer.alloc(stride * height);
  if (data.length < (stride + 1) * height) throw new RangeError('the picture is cut off');
  for (let row = 0; row < height; row++) {
    const filter = data[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column >= channels ? (out[at - channels] ?? 0) : 0;
      const above = row > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = row > 0 && column >= channels ? (out[at - stride - channels] ?? 0) : 0;
      const raw = data[row * (stride + 1) + 1 + column] ?? 0;
      out[at] = raw + guess(filter ?? 0, left, above, corner);
    }
  }
  return out;
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
