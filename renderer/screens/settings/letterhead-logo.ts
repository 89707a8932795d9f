/** Any picture that the window can draw, as the PNG that papers bear: drawn once, small, here, where pictures can be read. */

/** A file of a person is read whole; this bounds it. */
export const MOST_MEGABYTES = 8;
const MOST_BYTES = MOST_MEGABYTES * 1_000_000;
/** Fine enough for print at the size in which it is drawn. */
const WIDTH = 720;
const HEIGHT = 240;

export type LogoProblem = 'unreadable' | 'tooLarge';

/** Gives base64 of a PNG, or what is wrong with the file. */
export async function logoFrom(file: File): Promise<{ png: string } | { problem: LogoProblem }> {
  if (file.size > MOST_BYTES) return { problem: 'tooLarge' };
  try {
    const picture = await drawn(await dataUrlOf(file));
    return { png: picture.slice(picture.indexOf(',') + 1) };
  } catch {
    return { problem: 'unreadable' };
  }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => (typeof reader.result === 'string' ? resolve(reader.result) : reject(new Error('no text')));
    reader.onerror = () => reject(reader.error ?? new Error('not read'));
    reader.readAsDataURL(file);
  });
}

async function drawn(url: string): Promise<string> {
  const image = new Image();
  image.src = url;
  await image.decode();
  // An SVG without a size of its own has none here.
  const width = image.naturalWidth || WIDTH;
  const height = image.naturalHeight || HEIGHT;
  const scale = Math.min(WIDTH / width, HEIGHT / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the window cannot draw');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
