/** Checks a sealed bundle without any book: its signature, the hash of each file, and every byte of the zip around them. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Manifest, manifestSchema, signatureSchema } from '../features/closing/contract';
import { aboutOthers, MANIFEST, SIGNATURE, zipTime } from '../kernel/bundle';
import { Failure } from '../kernel/failure';

export interface BundleFinding {
  /** Of the file in the bundle; `zip` for what stands around the files. */
  file: string;
  problem: 'changed' | 'missing' | 'extra' | 'signature' | 'zip';
  expected: string;
  found: string;
}

export interface BundleCheck {
  manifest: Manifest;
  publicKey: string;
  findings: BundleFinding[];
}

interface Entry {
  name: string;
  bytes: Buffer;
  crc: number;
  time: number;
  date: number;
}

const END_BYTES = 22;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** `file` is what failures name. Throws Failure bundle-unreadable where nothing can be told of what it holds. */
export function checkBundle(bytes: Buffer, file: string): BundleCheck {
  const unreadable = (detail: string) => new Failure('bundle-unreadable', { file, detail });
  const findings: BundleFinding[] = [];
  const entries = entriesOf(bytes, unreadable, findings);
  const byName = new Map(entries.map((entry) => [entry.name, entry.bytes]));
  const text = byName.get(MANIFEST);
  const sealed = byName.get(SIGNATURE);
  if (!text || !sealed) throw unreadable('it has no manifest, or no signature');
  const manifest = manifestSchema.safeParse(json(text));
  const sign = signatureSchema.safeParse(json(sealed));
  if (!manifest.success) throw unreadable('its manifest cannot be read');
  if (!sign.success || `${JSON.stringify(sign.data)}\n` !== sealed.toString())
    findings.push({ file: SIGNATURE, problem: 'signature', expected: 'as it was sealed', found: 'changed' });
  else if (sign.data.publicKey !== manifest.data.publicKey || !isSigned(text, sign.data))
    findings.push({
      file: MANIFEST,
      problem: 'signature',
      expected: `signed by ${manifest.data.publicKey}`,
      found: 'it is not',
    });
  for (const known of manifest.data.files) {
    const own = byName.get(known.name);
    if (!own) findings.push({ file: known.name, problem: 'missing', expected: known.sha256, found: '' });
    else if (sha256(own) !== known.sha256 || own.length !== known.bytes)
      findings.push({ file: known.name, problem: 'changed', expected: known.sha256, found: sha256(own) });
  }
  const names = new Set([...manifest.data.files.map(({ name }) => name), ...aboutOthers]);
  for (const { name, bytes: own } of entries)
    if (!names.has(name)) findings.push({ file: name, problem: 'extra', expected: '', found: sha256(own) });
  const { time, date } = zipTime(Date.parse(manifest.data.writtenAt));
  const isNamed = (name: string) => findings.some((finding) => finding.file === name);
  for (const { name, bytes: own, crc } of entries)
    if (crc32(own) !== crc && !isNamed(name))
      findings.push({
        file: 'zip',
        problem: 'zip',
        expected: 'as it was written',
        found: `another checksum at ${name}`,
      });
  for (const entry of entries)
    if (entry.time !== time || entry.date !== date)
      findings.push({
        file: 'zip',
        problem: 'zip',
        expected: `the time of ${manifest.data.writtenAt}`,
        found: `another at ${entry.name}`,
      });
  return { manifest: manifest.data, publicKey: manifest.data.publicKey, findings };
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}

function isSigned(text: Buffer, { publicKey, signature }: { publicKey: string; signature: string }): boolean {
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, text, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Everything of a zip that only stores must be what its directory says: no byte stands between, and none is not looked at. */
function entriesOf(bytes: Buffer, unreadable: (detail: string) => Failure, findings: BundleFinding[]): Entry[] {
  const end = bytes.length - END_BYTES;
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) throw unreadable('its end is not that of a zip');
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  let at = start;
  let behind = 0;
  const odd = (place: string) =>
    findings.push({ file: 'zip', problem: 'zip', expected: 'as it was written', found: `another byte at ${place}` });
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable('its list of files cannot be read');
    const size = bytes.readUInt32LE(at + 24);
    const length = bytes.readUInt16LE(at + 28);
    const offset = bytes.readUInt32LE(at + 42);
    const nameBytes = bytes.subarray(at + 46, at + 46 + length);
    const name = nameBytes.toString();
    const from = offset + 30 + length;
    if (offset !== behind || from + size > start) throw unreadable(`${name} does not stand where its list says`);
    const local = bytes.subarray(offset, from);
    const asListed =
      local.readUInt32LE(0) === 0x04034b50 &&
      local.subarray(4, 30).equals(bytes.subarray(at + 6, at + 32)) &&
      local.subarray(30).equals(nameBytes);
    const own = bytes.subarray(from, from + size);
    if (!asListed || !isPlain(bytes, at, size)) odd(name);
    entries.push({
      name,
      bytes: own,
      crc: bytes.readUInt32LE(at + 16),
      time: bytes.readUInt16LE(at + 12),
      date: bytes.readUInt16LE(at + 14),
    });
    behind = from + size;
    at += 46 + length;
  }
  const tail = bytes.subarray(end);
  const isEnd =
    tail.readUInt32LE(4) === 0 &&
    tail.readUInt16LE(8) === count &&
    tail.readUInt32LE(12) === end - start &&
    tail.readUInt16LE(20) === 0;
  if (behind !== start || at !== end || !isEnd) odd('its end');
  return entries;
}

/** Stored, of one size, with nothing added: as a bundle writes every file. Its checksum is told by the hash of the file. */
function isPlain(bytes: Buffer, at: number, size: number): boolean {
  const version = bytes.readUInt16LE(at + 4);
  const needed = bytes.readUInt16LE(at + 6);
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const stored = bytes.readUInt32LE(at + 20);
  const rest = bytes.subarray(at + 30, at + 42);
  return (
    version === 20 &&
    needed === 20 &&
    flags === 0x0800 &&
    method === 0 &&
    stored === size &&
    rest.every((byte) => byte === 0)
  );
}
