/** Disputes: until when, what is answered, and what became of it. */
export const disputeWords = {
  dispute: {
    due: 'Answer by {time}, {when}.',
    dueWas: 'The answer was due by {time}.',
    answer: 'Answer the dispute',
    elsewhere: 'Answer it in the dashboard of {gateway}: it takes no answers from here.',
    text: 'Why the payment is right',
    textHint: 'The bank reads it. Their reason: {reason}.',
    clear: 'Leave out: {part}',
    choose: 'Choose a file',
    needsFile: '{gateway} wants one at least.',
    limits: 'PDF, PNG or JPEG, together 4.5 MB at most. No card numbers.',
    once: 'It is sent once, for good: {gateway} passes it to the bank, and takes no second one.',
    decides: 'The bank decides; until then {amount} {currency} stay held.',
    deed: 'Send the answer',
    whatWasSent: { one: 'What was sent, with {count} file', other: 'What was sent, with {count} files' },
  },
  evidencePart: {
    receipt: 'Receipt or invoice',
    communication: 'Talk with the customer',
    service: 'Proof of the service',
    other: 'Anything else',
  },
  answerState: {
    sending: 'The answer is being sent to {gateway} ({time}).',
    unknown: 'The answer was sent to {gateway} ({time}), and nothing came back. Do not send another; it is looked up.',
    sent: '{gateway} has the answer ({time}).',
    refused: '{gateway} did not take the answer {time}. Nothing was sent to the bank.',
  },
} as const;
