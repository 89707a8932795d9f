/** Fixes a variable font at one weight, by HarfBuzz's own subsetter: what a PDF embeds has no axes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

const MEMORY_WRITABLE = 2;
const SET_LAYOUT_FEATURES = 6;
const FLAG_NO_HINTING = 1;
const FLAG_KEEP_GLYPH_IDS = 2;
const WEIGHT_TAG = 0x77676874;
const WIDTH_TAG = 0x77647468;

type Call = (...values: number[]) => number;

interface Subsetter {
  memory: WebAssembly.Memory;
  call(name: string, ...values: number[]): number;
}

let loaded: Subsetter | null = null;

/** Throws Error when the package's file is not what it was. */
function subsetter(): Subsetter {
  if (loaded) return loaded;
  const file = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)));
  const memory = z.instanceof(WebAssembly.Memory).parse(exports.memory);
  const call = (name: string, ...values: number[]) => {
    const found = exports[name];
    if (typeof found !== 'function') throw new Error(`harfbuzzjs has no ${name}`);
    return (found as Call)(...values); // from outside: a function of the WebAssembly file, which takes and gives numbers
  };
  call('_initialize');
  loaded = { memory, call };
  return loaded;
}

/** `font`: a TrueType file; `weight`: 1 to 1000. All glyphs keep their numbers. Throws Error when HarfBuzz cannot. */
export function fixWeight(font: Buffer, weight: number): Buffer {
  const { memory, call } = subsetter();
  const source = call('malloc', font.length);
  new Uint8Array(memory.buffer).set(font, source);
  const blob = call('hb_blob_create', source, font.length, MEMORY_WRITABLE, 0, 0);
  const face = call('hb_face_create', blob, 0);
  call('hb_blob_destroy', blob);
  const input = call('hb_subset_input_create_or_fail');
  try {
    call('hb_subset_input_set_flags', input, FLAG_NO_HINTING | FLAG_KEEP_GLYPH_IDS);
    const everything = [
      call('hb_subset_input_unicode_set', input),
      call('hb_subset_input_set', input, SET_LAYOUT_FEATURES),
    ];
    for (const set of everything) {
      call('hb_set_clear', set);
      call('hb_set_invert', set);
    }
    call('hb_subset_input_pin_axis_location', input, face, WEIGHT_TAG, weight);
    call('hb_subset_input_pin_axis_to_default', input, face, WIDTH_TAG);
    return fixed(face, input);
  } finally {
    call('hb_subset_input_destroy', input);
    call('hb_face_destroy', face);
    call('free', source);
  }
}

function fixed(face: number, input: number): Buffer {
  const { memory, call } = subsetter();
  const made = call('hb_subset_or_fail', face, input);
  if (made === 0) throw new Error('HarfBuzz could not fix the weight of a font');
  const blob = call('hb_face_reference_blob', made);
  const at = call('hb_blob_get_data', blob, 0);
  // Copied out: the memory belongs to the subsetter, and moves when it grows.
  const bytes = Buffer.from(new Uint8Array(memory.buffer).slice(at, at + call('hb_blob_get_length', blob)));
  call('hb_blob_destroy', blob);
  call('hb_face_destroy', made);
  return bytes;
}
