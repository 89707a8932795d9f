/**
 * The page on which a simulated gateway lets its payer pay, as a browser opens it: forms without script, where a button stands for
 * what the payer would type. All text in it is escaped here, and nothing that came with a payment can become markup.
 */
import { createHash } from 'node:crypto';
import type { SimulatorAnswer } from './simulator-server';

/** What stands on the page, from above to below. */
export type PagePart = string | Buttons | WayBack;

/** What the payer may press: by its value, the words on it. */
interface Buttons {
  buttons: Readonly<Record<string, string>>;
  /** The field that tells which one was pressed. */
  field: string;
  /** Where it is sent; by default to the page itself. */
  to?: (value: string) => string;
  /** What is to be chosen beside it. */
  choice?: { field: string; label: string; values: readonly string[] };
}

/** The address that the payer came from; null or none of the web: no link. */
interface WayBack {
  back: string | null;
}

interface PayerPage {
  gateway: string;
  title: string;
  parts: readonly PagePart[];
  status?: number;
}

const style = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;color:light-dark(#1d2530,#e4e8ee);background:light-dark(#eef0f3,#12161c)}
main{box-sizing:border-box;width:min(26rem,100vw - 2rem);padding:1.75rem;border-radius:12px;background:light-dark(#fff,#1c222b);box-shadow:0 1px 2px #0002,0 8px 24px #0001}
h1{margin:0 0 .5rem;font-size:1.35rem;line-height:1.3;overflow-wrap:anywhere}
p{margin:.5rem 0;overflow-wrap:anywhere}
button,select{display:block;box-sizing:border-box;width:100%;margin:.5rem 0;padding:.65rem .75rem;font:inherit;color:inherit;border:1px solid light-dark(#c6ccd5,#3b4450);border-radius:8px;background:transparent}
button{cursor:pointer}
button:first-of-type{color:#fff;border-color:#2f5bd0;background:#2f5bd0}
button:focus-visible,select:focus-visible,a:focus-visible{outline:2px solid #2f5bd0;outline-offset:2px}
a{color:light-dark(#2449ad,#8fb0ff)}
footer{margin-top:1.25rem;padding-top:.75rem;border-top:1px solid light-dark(#e2e5ea,#2c343e);font-size:.8125rem;color:light-dark(#5a6472,#9aa5b3)}
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function payerPage({ gateway, title, parts, status = 200 }: PayerPage): SimulatorAnswer {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(`${title} – simulated ${gateway}`)}</title><style>${style}</style>`;
  const shown = `<h1>${escaped(title)}</h1>${parts.map(markup).join('')}`;
  const note = `<footer>Simulated ${escaped(gateway)}: no money moves.</footer>`;
  return {
    status,
    body: `<!DOCTYPE html><html lang="en"><head>${head}</head><body><main>${shown}${note}</main></body></html>`,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
    },
  };
}

function markup(part: PagePart): string {
  if (typeof part === 'string') return part === '' ? '' : `<p>${escaped(part)}</p>`;
  return 'back' in part ? linkTo(part.back) : form(part);
}

function form({ buttons, field, to, choice }: Buttons): string {
  const all = Object.entries(buttons).map(([value, label]) => {
    const target = to === undefined ? '' : ` formaction="${escaped(to(value))}"`;
    return `<button name="${escaped(field)}" value="${escaped(value)}"${target}>${escaped(label)}</button>`;
  });
  return `<form method="post">${choice === undefined ? '' : select(choice)}${all.join('')}</form>`;
}

function select({ field, label, values }: NonNullable<Buttons['choice']>): string {
  const options = values.map((value) => `<option value="${escaped(value)}">${escaped(value.toUpperCase())}</option>`);
  return `<label>${escaped(label)} <select name="${escaped(field)}">${options.join('')}</select></label>`;
}

function linkTo(url: string | null): string {
  if (url === null || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return '';
  return `<p><a href="${escaped(url)}">Back to the shop</a></p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
