/**
 * A PDF file (ISO 32000-1) as it is written, front to back: what has no bytes of its own goes into packed object streams, so
 * that the thousands of marks that make a long table readable aloud cost little.
 */
import { createHash, type Hash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { num, ref } from './notation';

/** One object stream holds this many objects. */
const OBJECTS_A_STREAM = 200;
const ENTRY_BYTES = 8;

interface Place {
  kind: 1 | 2;
  /** The offset in the file, or the number of the object stream. */
  where: number;
  /** Within the object stream. */
  index: number;
}

export class PdfFile {
  readonly #take: (bytes: Uint8Array) => void;
  readonly #hash: Hash = createHash('sha256');
  readonly #places: (Place | undefined)[] = [undefined];
  #waiting: { id: number; text: string }[] = [];
  #length = 0;

  /** `take` gets the bytes of the file in order. */
  constructor(take: (bytes: Uint8Array) => void) {
    this.#take = take;
    this.#write(Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1'));
  }

  get length(): number {
    return this.#length;
  }

  /** A number for an object that is written later. */
  reserve(): number {
    return this.#places.push(undefined) - 1;
  }

  put(id: number, text: string): void {
    this.#waiting.push({ id, text });
    if (this.#waiting.length >= OBJECTS_A_STREAM) this.#packWaiting();
  }

  add(text: string): number {
    const id = this.reserve();
    this.put(id, text);
    return id;
  }

  /** `entries` of its dictionary, without length and filter. */
  addStream(entries: string, bytes: Uint8Array): number {
    return this.addPacked(entries, deflateSync(bytes));
  }

  /** The same with bytes that are deflated already. */
  addPacked(entries: string, packed: Uint8Array): number {
    const id = this.reserve();
    this.#writeStream(id, `${entries}/Filter/FlateDecode`, packed);
    return id;
  }

  finish(root: number, info: number): void {
    this.#packWaiting();
    const id = this.reserve();
    const start = this.#length;
    this.#places[id] = { kind: 1, where: start, index: 0 };
    const fingerprint = this.#hash.copy().digest('hex').slice(0, 32);
    const entries = [
      '/Type/XRef',
      `/Size ${this.#places.length}`,
      `/Root ${ref(root)}`,
      `/Info ${ref(info)}`,
      '/W[1 5 2]',
      `/DecodeParms<</Predictor 12/Columns ${ENTRY_BYTES}>>`,
      `/ID[<${fingerprint}><${fingerprint}>]`,
    ];
    this.#writeStream(id, `${entries.join('')}/Filter/FlateDecode`, deflateSync(this.#crossReferences()));
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
  }

  #packWaiting(): void {
    const objects = this.#waiting;
    if (objects.length === 0) return;
    this.#waiting = [];
    const id = this.reserve();
    const heads: string[] = [];
    let at = 0;
    for (const [index, object] of objects.entries()) {
      heads.push(`${object.id} ${at}`);
      at += object.text.length + 1;
      this.#places[object.id] = { kind: 2, where: id, index };
    }
    const head = `${heads.join(' ')}\n`;
    const body = Buffer.from(head + objects.map(({ text }) => `${text}\n`).join(''), 'latin1');
    const entries = `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`;
    this.#writeStream(id, entries, deflateSync(body));
  }

  #writeStream(id: number, entries: string, bytes: Uint8Array): void {
    this.#places[id] = { kind: 1, where: this.#length, index: 0 };
    this.#write(Buffer.from(`${id} 0 obj\n<<${entries}/Length ${num(bytes.length)}>>stream\n`, 'latin1'));
    this.#write(bytes);
    this.#write(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  /** Each row is told as its difference from the one above, which packs well. */
  #crossReferences(): Buffer {
    const rows = Buffer.alloc(this.#places.length * (ENTRY_BYTES + 1));
    let above = Buffer.alloc(ENTRY_BYTES);
    for (const [id, place] of this.#places.entries()) {
      const row = Buffer.alloc(ENTRY_BYTES);
      row.writeUInt8(place?.kind ?? 0, 0);
      row.writeUIntBE(place?.where ?? 0, 1, 5);
      row.writeUInt16BE(place?.index ?? (id === 0 ? 65_535 : 0), 6);
      const at = id * (ENTRY_BYTES + 1);
      rows.writeUInt8(2, at);
      for (let byte = 0; byte < ENTRY_BYTES; byte++)
        rows.writeUInt8(((row[byte] ?? 0) - (above[byte] ?? 0)) & 255, at + 1 + byte);
      above = row;
    }
    return rows;
  }

  #write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#length += bytes.length;
    this.#take(bytes);
  }
}
