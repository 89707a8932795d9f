/** Words of bank statements that both sides use. */

export const statementFormats = ['csv', 'ofx', 'camt053', 'camt052', 'camt054', 'mt940'] as const;
export type StatementFormat = (typeof statementFormats)[number];

export const bankLineStates = ['open', 'matched', 'split'] as const;
export type BankLineState = (typeof bankLineStates)[number];
