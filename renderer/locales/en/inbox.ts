/** Notices: what came of what was waited for, and what is in the way. */
export const inboxWords = {
  inbox: {
    title: 'Notices',
    unread: { one: 'Notices, {count} unread', other: 'Notices, {count} unread' },
    none: 'Nothing to tell yet',
    noneWhat: 'When a payment that is waited for comes or fails, or a gateway needs a look, it stands here.',
    allRead: 'Mark all as read',
    markRead: 'Mark as read',
    system: 'Also as a notification of the system, while this window is not in front',
    many: { one: '{count} new notice', other: '{count} new notices' },
    someone: 'a customer who is not known',
  },
  noticeTitle: {
    'payment-completed': 'Paid',
    'payment-cancelled': 'Not paid',
    'payment-returned': 'Taken back',
    'refund-failed': 'Refund failed',
    'dispute-opened': 'Disputed',
    'attempt-not-found': 'Decide in the outbox',
    'key-refused': 'Key refused',
    'sync-stuck': 'Not synced',
  },
  noticeText: {
    'payment-completed': '{who} paid {sum}.',
    'payment-cancelled': '{sum} of {who} was not paid: {why}.',
    'payment-returned': '{sum} of {who} was taken back: {why}.',
    'refund-failed': 'A refund of {sum} to {who} failed. The money is here again.',
    'dispute-opened': '{who} disputes {sum}: {why}.',
    'attempt-not-found': '{gateway} has nothing of the {sum} asked of {who}. Decide in the outbox.',
    'key-refused': '{gateway} refused its key. Nothing is fetched until it has a new one.',
    'sync-stuck': '{gateway} has not been synced for a while. {why}',
  },
} as const;
