/** The notices in Japanese. */
import type { MailWords } from './words';

export const japanese: MailWords = {
  customer: 'お客',
  invoice: '請求書 {number}',
  attached: '領収書を添付いたします。',
  reasons: {
    declined: '銀行またはカード会社により承認されませんでした',
    expired: '期限内にお支払いが確認できませんでした',
    'cancelled-operator': '当社にて取り消しました',
    'cancelled-customer': 'お支払いページで取り消されました',
  },
  methods: {
    'bank-transfer': '銀行振込',
    paypal: 'PayPal',
    card: 'カード',
    'direct-debit': '口座振替',
    razorpay: 'Razorpay',
    paystack: 'Paystack',
    nowpayments: 'NOWPayments',
    voucher: 'クーポン',
    'account-credit': 'アカウント残高',
    invoice: '請求書',
    other: 'お支払い',
  },
  templates: {
    'charge-failed': {
      subject: '{amount} のお支払いが完了しませんでした',
      body: `{customer} 様

{date} の {amount} のお支払いが完了しませんでした。
理由：{reason}

対象：{about}
お支払い方法：{method}

ご請求は行われておりません。お支払い方法をご確認いただくか、別の方法でお支払いください。すでにお支払い済みの場合、お手続きは不要です。

{company}`,
    },
    'payment-cancelled': {
      subject: '{amount} のお支払いは取り消されました',
      body: `{customer} 様

{date} の {amount} のお支払いは取り消されました。
理由：{reason}

対象：{about}
お支払い方法：{method}

ご請求は行われておりません。お支払いをご希望の場合は、もう一度お手続きください。

{company}`,
    },
    receipt: {
      subject: '{amount} のお支払いの領収書',
      body: `{customer} 様

{date} に {amount} のお支払いを確かに受領いたしました。ありがとうございます。

対象：{about}
お支払い方法：{method}
参照番号：{reference}

{attached}

{company}`,
    },
    'upcoming-invoice': {
      subject: '請求書 {invoice} のお支払期限は {due} です',
      body: `{customer} 様

請求書 {invoice} のお支払期限は {due} です。お支払い残額：{amount}

参照番号：{reference}

すでにお支払い済みの場合、お手続きは不要です。

{company}`,
    },
  },
};
