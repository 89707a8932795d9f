/** The open book: its file, what it holds, and by which program it was made. */
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { useBookInfo } from '../../rpc/use-book-info';
import { useBytes } from '../../ui/export-receipt';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { Card, Facts } from '../../ui/screen';

export function BookCard() {
  const { say, count } = useWords();
  const bytes = useBytes();
  const book = useBookInfo();
  const info = book.data;
  return (
    <Card title={say('settings.book')}>
      {book.error && <FailureNotice failure={failureOf(book.error)} onRetry={() => void book.refetch()} />}
      {info && (
        <Facts
          facts={[
            [say('settings.name'), <bdi key="name">{info.name}</bdi>],
            [
              say('settings.file'),
              <span key="file" className="mono">
                {info.file}
              </span>,
            ],
            [say('settings.timeZone'), info.timeZone],
            [say('settings.created'), <Moment key="created" at={info.createdAt} />],
            [say('settings.size'), bytes(info.bytes)],
            [
              say('settings.holds'),
              say('settings.holdsWhat', {
                payments: count(info.counts.payments),
                customers: count(info.counts.customers),
                payouts: count(info.counts.payouts),
              }),
            ],
            [
              say('settings.journal'),
              say('settings.journalWhat', {
                events: count(info.counts.events),
                postings: count(info.counts.postings),
              }),
            ],
            [say('settings.versions'), `Counterfoil ${info.versions.program} · SQLite ${info.versions.sqlite}`],
          ]}
        />
      )}
    </Card>
  );
}
