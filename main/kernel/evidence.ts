/** The words of answering a dispute. */

/** What a file shows. One file of each at most, as providers take them. */
export const evidenceParts = ['receipt', 'communication', 'service', 'other'] as const;
export type EvidencePart = (typeof evidenceParts)[number];

export const evidenceTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

/** `sending`: it may have gone. `unknown`: it went, and no answer says what came of it. Then the ends. */
export const answerStates = ['sending', 'unknown', 'sent', 'refused'] as const;
export type AnswerState = (typeof answerStates)[number];
