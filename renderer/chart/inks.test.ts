import { expect, test } from 'vitest';
import { inks, paintOf } from './inks';

test('each ink has a texture of its own: none differs from another by colour alone', () => {
  const textures = inks.map((ink) => {
    const { fill, stroke } = paintOf(ink, 'hatching');
    return fill.startsWith('url(') ? 'lines' : stroke === undefined ? 'full' : 'outline';
  });
  expect(new Set(textures).size).toBe(inks.length);
});
