/** What payments are for, in the customers' own languages where the sample company writes to them so. */
import type { Purpose } from '../kernel/payment';

type Phrases = Readonly<Record<Purpose, readonly string[]>>;

const english: Phrases = {
  'top-up': ['Account top-up', 'Prepaid credit', 'Top-up for voice traffic'],
  invoice: ['Invoice {reference}', 'Invoice {reference}, hosting and traffic', 'Services as per {reference}'],
  renewal: [
    'Renewal: Cloud VPS M, 1 month',
    'Renewal: dedicated server AX-40, 1 month',
    'Renewal: domain and mail, 1 year',
    'Renewal: SIP trunk, 30 channels',
  ],
  order: [
    'Order: 2 × "Business" mailboxes, yearly',
    'Order: Cloud VPS L',
    'Order: wildcard certificate',
    'Order: 1,000 GB object storage',
  ],
  migration: [
    'Migration of 12 mailboxes',
    'Migration from another host, balance carried over',
    'Number porting, 20 numbers',
  ],
};

const byLanguage: Readonly<Record<string, Phrases>> = {
  de: {
    'top-up': ['Guthaben aufladen', 'Vorauszahlung'],
    invoice: ['Rechnung {reference}', 'Rechnung {reference}, Hosting und Verkehr'],
    renewal: ['Verlängerung: Cloud-Server M, 1 Monat', 'Verlängerung: Domain und Postfächer, 1 Jahr'],
    order: ['Bestellung: „Büro“-Paket, 5 Plätze', 'Bestellung: Objektspeicher, 500 GB'],
    migration: ['Umzug von 12 Postfächern'],
  },
  es: {
    'top-up': ['Recarga de saldo', 'Pago anticipado'],
    invoice: ['Factura {reference}', 'Factura {reference}: alojamiento y tráfico'],
    renewal: ['Renovación: servidor en la nube M, 1 mes', 'Renovación: dominio y correo, 1 año'],
    order: ['Pedido: certificado comodín', 'Pedido: 2 buzones «Empresa»'],
    migration: ['Migración de 12 buzones'],
  },
  el: {
    'top-up': ['Ανανέωση υπολοίπου'],
    invoice: ['Τιμολόγιο {reference}'],
    renewal: ['Ανανέωση: διακομιστής cloud M, 1 μήνας'],
    order: ['Παραγγελία: χώρος αποθήκευσης 500 GB'],
    migration: ['Μεταφορά 12 γραμματοκιβωτίων'],
  },
  bg: {
    'top-up': ['Зареждане на сметка'],
    invoice: ['Фактура {reference}'],
    renewal: ['Подновяване: облачен сървър M, 1 месец'],
    order: ['Поръчка: сертификат'],
    migration: ['Прехвърляне на 12 пощенски кутии'],
  },
  ja: {
    'top-up': ['残高チャージ', 'プリペイド入金'],
    invoice: ['請求書 {reference}'],
    renewal: ['更新：クラウドVPS M（1か月）', '更新：ドメインとメール（1年）'],
    order: ['注文：オブジェクトストレージ 500GB'],
    migration: ['メールボックス12件の移行'],
  },
  ar: {
    'top-up': ['شحن الرصيد', 'دفعة مقدمة'],
    invoice: ['فاتورة {reference}'],
    renewal: ['تجديد: خادم سحابي M، شهر واحد'],
    order: ['طلب: شهادة أمان'],
    migration: ['نقل 12 صندوق بريد'],
  },
  hi: {
    'top-up': ['खाता रिचार्ज'],
    invoice: ['बीजक {reference}'],
    renewal: ['नवीनीकरण: क्लाउड सर्वर M, 1 माह'],
    order: ['ऑर्डर: प्रमाणपत्र'],
    migration: ['12 मेलबॉक्स का स्थानांतरण'],
  },
  'zh-Hant': {
    'top-up': ['帳戶儲值', '預付款'],
    invoice: ['發票 {reference}'],
    renewal: ['續約：雲端主機 M，1 個月'],
    order: ['訂購：物件儲存 500 GB'],
    migration: ['移轉 12 個信箱'],
  },
};

/** The texts for one purpose; English where the company has none in that language. `{reference}` is to be filled. */
export function phrasesFor(language: string, purpose: Purpose): readonly string[] {
  return (byLanguage[language] ?? english)[purpose];
}
