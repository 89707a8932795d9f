/** One file of each format, of our own: the same month of one account, so that what is read of each can be compared. */

export interface SampleFile {
  name: string;
  text: string;
}

const rows = [
  ['2026-02-03', '1250.50', 'Nimbus S.L.', 'ES9121000418450200051332', 'INV-2026-0117', 'E2E-1', 'B-1'],
  ['2026-02-03', '-12.00', 'Bank', '', 'Monthly fee', '', 'B-2'],
  ['2026-02-10', '40.00', 'Otto GmbH', 'DE89370400440532013000', 'Top-up', 'E2E-3', 'B-3'],
  ['2026-02-10', '40.00', 'Otto GmbH', 'DE89370400440532013000', 'Top-up', 'E2E-3', 'B-3'],
] as const;
/** Our account, and what it held before and after. */
export const sampleAccount = { number: 'ES7921000813610123456789', opening: '1000.00', closing: '2318.50' };

const camtEntry = ([day, amount, name, account, text, reference, bank]: (typeof rows)[number]) => {
  const side = amount.startsWith('-') ? 'Cdtr' : 'Dbtr';
  const iban = account === '' ? '' : `<${side}Acct><Id><IBAN>${account}</IBAN></Id></${side}Acct>`;
  return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${side === 'Cdtr' ? 'DBIT' : 'CRDT'}</CdtDbtInd>
<Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${bank}</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>${reference || 'NOTPROVIDED'}</EndToEndId></Refs>
<RltdPties><${side}><Nm>${name}</Nm></${side}>${iban}</RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
};
const camtBalance = (code: string, amount: string, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;

const camt: SampleFile = {
  name: 'february.xml',
  text: `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId></GrpHdr>
<Stmt><Id>2026-02</Id><Acct><Id><IBAN>${sampleAccount.number}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${camtBalance('OPBD', sampleAccount.opening, '2026-02-01')}
${camtBalance('CLBD', sampleAccount.closing, '2026-02-28')}
${rows.map(camtEntry).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`,
};

const swift = (decimal: string) => decimal.replace('-', '').replace('.', ',');
const mt940: SampleFile = {
  name: 'february.sta',
  text: `:20:STARTUMS
:25:${sampleAccount.number}
:28C:2/1
:60F:C260201EUR${swift(sampleAccount.opening)}
${rows
  .map(([day, amount, name, account, text, reference, bank]) => {
    const short = day.slice(2).replaceAll('-', '');
    const details = `/EREF/${reference || 'NOTPROVIDED'}/NAME/${name}${account && `/IBAN/${account}`}/REMI/${text}`;
    return `:61:${short}${short.slice(2)}${amount.startsWith('-') ? 'D' : 'C'}${swift(amount)}NTRFNONREF//${bank}\n:86:${details}`;
  })
  .join('\n')}
:62F:C260228EUR${swift(sampleAccount.closing)}
-
`,
};

const ofx: SampleFile = {
  name: 'february.ofx',
  text: `OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>2100<ACCTID>${sampleAccount.number}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260201<DTEND>20260228
${rows
  .map(
    ([day, amount, name, , text, reference, bank]) =>
      `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${day.replaceAll('-', '')}120000[+1:CET]<TRNAMT>${amount}<FITID>${bank}<NAME>${name}<MEMO>${text}${
        reference && `<REFNUM>${reference}`
      }</STMTTRN>`,
  )
  .join('\n')}
</BANKTRANLIST><LEDGERBAL><BALAMT>${sampleAccount.closing}<DTASOF>20260228</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`,
};

const csv: SampleFile = {
  name: 'february.csv',
  text: `Account;${sampleAccount.number}
Period;01.02.2026 - 28.02.2026

Booking date;Value date;Amount;Currency;Name;Counterparty IBAN;Description;Reference;Transaction ID;Balance
${balanced()
  .map(([[day, amount, name, account, text, reference, bank], balance]) => {
    const said = day.split('-').reverse().join('.');
    return [said, said, amount.replace('.', ','), 'EUR', name, account, `"${text}"`, reference, bank, balance].join(
      ';',
    );
  })
  .join('\n')}
`,
};

/** Each row with what the account held behind it, with a decimal comma. */
function balanced(): [(typeof rows)[number], string][] {
  const behind = ['2250,50', '2238,50', '2278,50', '2318,50'];
  return rows.map((row, n) => [row, behind[n] ?? '']);
}

export const sampleFiles: Readonly<Record<'camt053' | 'mt940' | 'ofx' | 'csv', SampleFile>> = {
  camt053: camt,
  mt940,
  ofx,
  csv,
};
