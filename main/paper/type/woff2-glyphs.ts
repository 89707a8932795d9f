/** The outlines of a WOFF2 file, WOFF2 5.1: seven streams that together hold what `glyf` and `loca` held. */
import { ByteReader } from './bytes';

export interface Glyphs {
  glyf: Buffer;
  /** Always in the long form. */
  loca: Buffer;
  /** The left edge of each outline, for widths that leave it out. */
  leftEdges: number[];
}

interface Streams {
  contours: ByteReader;
  points: ByteReader;
  flags: ByteReader;
  coordinates: ByteReader;
  composites: ByteReader;
  boxes: ByteReader;
  instructions: ByteReader;
  hasBox(glyph: number): boolean;
  overlaps(glyph: number): boolean;
}

interface Point {
  x: number;
  y: number;
  onCurve: boolean;
}

export function unpackGlyphs(packed: Buffer): Glyphs {
  const { streams, count } = openStreams(packed);
  const parts: Buffer[] = [];
  const loca = Buffer.alloc((count + 1) * 4);
  const leftEdges: number[] = [];
  let at = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    const outline = readGlyph(streams, glyph);
    leftEdges.push(outline.length >= 4 ? outline.readInt16BE(2) : 0);
    const padding = (4 - (outline.length % 4)) % 4;
    parts.push(outline, Buffer.alloc(padding));
    at += outline.length + padding;
    loca.writeUInt32BE(at, (glyph + 1) * 4);
  }
  return { glyf: Buffer.concat(parts), loca, leftEdges };
}

function openStreams(packed: Buffer): { streams: Streams; count: number } {
  const head = new ByteReader(packed, 2);
  const options = head.u16();
  const count = head.u16();
  head.u16();
  const lengths = Array.from({ length: 7 }, () => head.u32());
  const [contours, points, flags, coordinates, composites, boxes, instructions] = lengths.map(
    (length) => new ByteReader(head.take(length)),
  );
  if (!contours || !points || !flags || !coordinates || !composites || !boxes || !instructions)
    throw new RangeError('the font file is cut off');
  const boxBits = boxes.take(4 * Math.floor((count + 31) / 32));
  const overlapBits = (options & 1) === 1 ? head.take((count + 7) >> 3) : null;
  const bit = (bits: Buffer | null, glyph: number) => (((bits?.[glyph >> 3] ?? 0) >> (7 - (glyph & 7))) & 1) === 1;
  const streams: Streams = {
    contours,
    points,
    flags,
    coordinates,
    composites,
    boxes,
    instructions,
    hasBox: (glyph) => bit(boxBits, glyph),
    overlaps: (glyph) => bit(overlapBits, glyph),
  };
  return { streams, count };
}

function readGlyph(streams: Streams, glyph: number): Buffer {
  const contours = streams.contours.i16();
  if (contours === 0) return Buffer.alloc(0);
  const box = streams.hasBox(glyph) ? streams.boxes.take(8) : null;
  if (contours > 0) return simpleGlyph(streams, contours, box, streams.overlaps(glyph));
  if (!box) throw new RangeError('a composite glyph without its box');
  return compositeGlyph(streams, box);
}

function simpleGlyph(streams: Streams, contours: number, stated: Buffer | null, overlaps: boolean): Buffer {
  const ends: number[] = [];
  let count = 0;
  for (let contour = 0; contour < contours; contour++) {
    count += streams.points.packed();
    ends.push(count - 1);
  }
  const points = readPoints(streams, count);
  const instructions = streams.instructions.take(streams.coordinates.packed());
  const head = Buffer.alloc(10 + contours * 2 + 2);
  head.writeInt16BE(contours, 0);
  (stated ?? boxOf(points)).copy(head, 2);
  for (const [index, end] of ends.entries()) head.writeUInt16BE(end, 10 + index * 2);
  head.writeUInt16BE(instructions.length, 10 + contours * 2);
  return Buffer.concat([head, instructions, writePoints(points, overlaps)]);
}

function readPoints(streams: Streams, count: number): Point[] {
  const flags = streams.flags.take(count);
  const points: Point[] = [];
  let x = 0;
  let y = 0;
  for (const flag of flags) {
    const [dx, dy] = readStep(streams.coordinates, flag & 127);
    x += dx;
    y += dy;
    points.push({ x, y, onCurve: flag < 128 });
  }
  return points;
}

/** WOFF2 5.2: the triplet encoding of how far the next point lies. */
function readStep(reader: ByteReader, code: number): readonly [number, number] {
  const signed = (value: number, positive: number) => ((positive & 1) === 1 ? value : -value);
  if (code < 10) return [0, signed(((code & 14) << 7) + reader.u8(), code)];
  if (code < 20) return [signed((((code - 10) & 14) << 7) + reader.u8(), code), 0];
  if (code < 84) {
    const rest = code - 20;
    const byte = reader.u8();
    return [signed(1 + (rest & 0x30) + (byte >> 4), code), signed(1 + ((rest & 0x0c) << 2) + (byte & 15), code >> 1)];
  }
  if (code < 120) {
    const rest = code - 84;
    const dx = 1 + (Math.floor(rest / 12) << 8) + reader.u8();
    const dy = 1 + (((rest % 12) >> 2) << 8) + reader.u8();
    return [signed(dx, code), signed(dy, code >> 1)];
  }
  if (code < 124) {
    const [first, middle, last] = [reader.u8(), reader.u8(), reader.u8()];
    return [signed((first << 4) + (middle >> 4), code), signed(((middle & 15) << 8) + last, code >> 1)];
  }
  const dx = reader.u16();
  return [signed(dx, code), signed(reader.u16(), code >> 1)];
}

function boxOf(points: readonly Point[]): Buffer {
  const box = Buffer.alloc(8);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const edges = [least(xs), least(ys), -least(xs.map((x) => -x)), -least(ys.map((y) => -y))];
  for (const [index, edge] of edges.entries()) box.writeInt16BE(edge, index * 2);
  return box;
}

const least = (values: readonly number[]) => values.reduce((low, value) => Math.min(low, value), values[0] ?? 0);

/** Plainly, each step in two bytes: the outlines are packed again where they are used. */
function writePoints(points: readonly Point[], overlaps: boolean): Buffer {
  const out = Buffer.alloc(points.length * 5);
  let x = 0;
  let y = 0;
  for (const [index, point] of points.entries()) {
    out.writeUInt8((point.onCurve ? 1 : 0) | (index === 0 && overlaps ? 64 : 0), index);
    out.writeInt16BE(point.x - x, points.length + index * 2);
    out.writeInt16BE(point.y - y, points.length * 3 + index * 2);
    ({ x, y } = point);
  }
  return out;
}

const HAS_WORDS = 1;
const HAS_SCALE = 8;
const HAS_MORE = 32;
const HAS_TWO_SCALES = 64;
const HAS_MATRIX = 128;
const HAS_INSTRUCTIONS = 256;

function compositeGlyph(streams: Streams, box: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0xff, 0xff]), box];
  let hasInstructions = false;
  for (;;) {
    const start = streams.composites.take(4);
    const flags = start.readUInt16BE(0);
    const offsets = (flags & HAS_WORDS) !== 0 ? 4 : 2;
    const scale =
      (flags & HAS_SCALE) !== 0 ? 2 : (flags & HAS_TWO_SCALES) !== 0 ? 4 : (flags & HAS_MATRIX) !== 0 ? 8 : 0;
    parts.push(start, streams.composites.take(offsets + scale));
    hasInstructions ||= (flags & HAS_INSTRUCTIONS) !== 0;
    if ((flags & HAS_MORE) === 0) break;
  }
  if (hasInstructions) {
    const length = streams.coordinates.packed();
    const counted = Buffer.alloc(2);
    counted.writeUInt16BE(length);
    parts.push(counted, streams.instructions.take(length));
  }
  return Buffer.concat(parts);
}
