/** The notices in Chinese (simplified). */
import type { MailWords } from './words';

export const chinese: MailWords = {
  customer: '客户',
  invoice: '账单 {number}',
  attached: '收据请见附件。',
  reasons: {
    declined: '银行或发卡机构拒绝了该笔付款',
    expired: '未在规定时间内付款',
    'cancelled-operator': '已由我方取消',
    'cancelled-customer': '已在付款页面取消',
  },
  methods: {
    'bank-transfer': '银行转账',
    paypal: 'PayPal',
    card: '银行卡',
    'direct-debit': '直接扣款',
    razorpay: 'Razorpay',
    paystack: 'Paystack',
    nowpayments: 'NOWPayments',
    voucher: '代金券',
    'account-credit': '账户余额',
    invoice: '账单',
    other: '付款',
  },
  templates: {
    'charge-failed': {
      subject: '您的付款 {amount} 未成功',
      body: `{customer}，您好：

您于 {date} 的付款 {amount} 未成功：{reason}。

项目：{about}
付款方式：{method}

本次没有扣款。请检查您的付款方式，或改用其他方式付款。如已付款，请忽略此邮件。

{company}`,
    },
    'payment-cancelled': {
      subject: '您的付款 {amount} 已取消',
      body: `{customer}，您好：

您于 {date} 的付款 {amount} 已取消：{reason}。

项目：{about}
付款方式：{method}

本次没有扣款。如仍需付款，请重新发起。

{company}`,
    },
    receipt: {
      subject: '付款 {amount} 的收据',
      body: `{customer}，您好：

感谢您的付款：我们已于 {date} 收到 {amount}。

项目：{about}
付款方式：{method}
参考号：{reference}

{attached}

{company}`,
    },
    'upcoming-invoice': {
      subject: '账单 {invoice} 将于 {due} 到期',
      body: `{customer}，您好：

账单 {invoice} 将于 {due} 到期，尚需支付：{amount}。

参考号：{reference}

如已付款，请忽略此邮件。

{company}`,
    },
  },
};
