/** The two faces of the interface, bundled: Inter for text and figures, Source Serif for titles and large figures. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';

/** Names come in any script; these faces are asked for after the first paint, and fetched only when a letter needs them. */
export async function loadScripts(): Promise<void> {
  await import('./fonts-scripts');
}
