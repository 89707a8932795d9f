/** What `:86:` says: German banks write `?20…?32…`, Dutch ones `/NAME/…/REMI/…`, the others free text. */

export interface Details {
  name: string;
  account: string;
  references: string[];
  text: string;
}

export function readDetails(lines: readonly string[]): Details {
  // Lines are cut at 65 signs anywhere: they are one text.
  const text = lines.join('');
  if (/^\d{3}?\?\d{2}|^\?\d{2}/.test(text)) return fielded(text);
  if (/^\/[A-Z0-9]{2,8}\//.test(text)) return coded(text);
  return { name: '', account: '', references: [], text: lines.join(' ') };
}

/** SEPA's words within the fields of a German statement. */
const sepaWords = /(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/;

function fielded(text: string): Details {
  const fields = new Map<number, string>();
  for (const match of text.matchAll(/\?(\d{2})([^?]*(?:\?(?!\d{2})[^?]*)*)/g))
    fields.set(Number.parseInt(match[1] ?? '', 10), match[2] ?? '');
  const between = (from: number, to: number) =>
    [...fields].filter(([field]) => field >= from && field <= to).map(([, value]) => value);
  const purpose = [...between(20, 29), ...between(60, 63)].join('');
  const name = between(32, 33).join(' ').trim();
  const references: string[] = [];
  const parts = purpose.split(sepaWords);
  let said = parts[0] ?? '';
  for (let n = 1; n < parts.length; n += 2) {
    const [word = '', value = ''] = [parts[n], parts[n + 1]];
    if (word === 'EREF' || word === 'KREF') references.push(value);
    if (word === 'SVWZ') said = `${said} ${value}`;
    else said = `${said} ${word}+${value}`;
  }
  return { name, account: (fields.get(31) ?? '').trim(), references, text: `${fields.get(0) ?? ''} ${said}`.trim() };
}

const codes =
  /\/(EREF|PREF|IREF|ORDP|BENM|NAME|ADDR|ID|REMI|USTD|STRD|CNTP|IBAN|BIC|TRTP|CSID|MARF|ISDT|RTRN|TRCD|PURP|ULTB|ULTD|SVCL|OCMT|CHGS|BUSP|KREF)(?=\/)/;

function coded(text: string): Details {
  const parts = text.split(codes);
  const found: Details = { name: '', account: '', references: [], text: '' };
  const said = [parts[0] ?? ''];
  for (let n = 1; n < parts.length; n += 2) {
    const [word = '', value = ''] = [parts[n], parts[n + 1]];
    const plain = value.replace(/^\/+|\/+$/g, '').trim();
    if (word === 'EREF') found.references.push(plain);
    else if (word === 'NAME' && found.name === '') found.name = plain;
    else if (word === 'IBAN') found.account = plain;
    else if (word === 'CNTP') {
      const [, account = '', , name = ''] = value.split('/');
      Object.assign(found, { account, name: name.trim() });
    } else if (word === 'REMI' || word === 'USTD' || word === 'STRD') said.push(plain);
  }
  found.text = said.filter((part) => part !== '').join(' ');
  return found;
}

/** The lines below a movement: an account number, words in codes, or free text. */
export function supplement(lines: readonly string[]): Details {
  const whole = lines.join(' ').trim();
  const none: Details = { name: '', account: '', references: [], text: '' };
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(whole)) return { ...none, account: whole };
  return { ...none, text: whole.startsWith('/TRCD/') ? '' : whole };
}
