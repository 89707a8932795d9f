/**
 * What the page's policy lets its own code do, set before any of it runs: no text becomes markup, and style elements
 * that a library makes by itself carry this response's nonce.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
}

declare global {
  interface Window {
    /** Where `get-nonce`, under the dialogs' scroll lock, looks for the nonce. */
    __webpack_nonce__?: string;
    trustedTypes?: TrustedTypes;
  }
}

/** The text of a style element is the only thing that is set as HTML here (by the component library); it has no tags. */
function withoutTags(text: string): string | null {
  return text.includes('<') ? null : text;
}

window.__webpack_nonce__ = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
window.trustedTypes?.createPolicy('default', { createHTML: withoutTags });

export {};
