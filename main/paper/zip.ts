/** A zip (APPNOTE 6.3) of papers: stored, since they are packed already; written front to back, one paper in memory at a time. */
import { crc32 } from 'node:zlib';
import { zipTime } from '../kernel/bundle';

/** Without the 64-bit extension a zip holds no more. */
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 0xffff_ffff;
const UTF8_NAME = 0x0800;
/** 2.0, which every program reads. */
const VERSION = 20;

export class ZipFile {
  readonly #take: (bytes: Uint8Array) => void;
  readonly #directory: Buffer[] = [];
  readonly #names = new Set<string>();
  readonly #time: number;
  readonly #date: number;
  #length = 0;

  /** `atMs`: what its files are dated, in UTC. */
  constructor(take: (bytes: Uint8Array) => void, atMs: number) {
    this.#take = take;
    const { time, date } = zipTime(atMs);
    this.#time = time;
    this.#date = date;
  }

  get bytes(): number {
    return this.#length;
  }

  /** A name that is there already gets a number. Throws RangeError past 65,535 files or 4 GB. */
  add(name: string, bytes: Uint8Array): void {
    if (this.#directory.length >= MOST_ENTRIES || this.#length + bytes.length > MOST_BYTES)
      throw new RangeError('a zip holds 65,535 files and 4 GB');
    const told = Buffer.from(this.#freeName(name));
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION, 0);
    facts.writeUInt16LE(UTF8_NAME, 2);
    facts.writeUInt16LE(this.#time, 6);
    facts.writeUInt16LE(this.#date, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(told.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(this.#length, 10);
    const made = Buffer.from([VERSION, 0]);
    this.#directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, facts, rest, told]));
    this.#write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, told]));
    this.#write(bytes);
  }

  finish(): void {
    const start = this.#length;
    for (const entry of this.#directory) this.#write(entry);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 0, 'latin1');
    end.writeUInt16LE(this.#directory.length, 8);
    end.writeUInt16LE(this.#directory.length, 10);
    end.writeUInt32LE(this.#length - start, 12);
    end.writeUInt32LE(start, 16);
    this.#write(end);
  }

  #freeName(wanted: string): string {
    // No folders, and nothing that a file system would refuse.
    const plain = wanted.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').slice(0, 120) || 'paper';
    const dot = plain.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
    let name = plain;
    for (let count = 2; this.#names.has(name.toLowerCase()); count++) name = `${stem} ${count}${ending}`;
    this.#names.add(name.toLowerCase());
    return name;
  }

  #write(bytes: Uint8Array): void {
    this.#length += bytes.length;
    this.#take(bytes);
  }
}
