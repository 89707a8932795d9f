/** What the payer of a bank transfer needs: where to, how much, and the reference to write on it. */
import { useQuery } from '@tanstack/react-query';
import { groupedIban } from '../../main/kernel/iban';
import { useWords } from '../locales/words';
import { linkTo } from '../navigation';
import { api } from '../rpc/client';
import { CopyButton } from '../ui/copy-button';
import { PaperButton } from '../ui/paper-button';
import { Facts } from '../ui/screen';

interface TransferPaperProps {
  payment: string;
  amount: string;
  currency: string;
  reference: string;
}

export function TransferPaper({ payment, amount, currency, reference }: TransferPaperProps) {
  const { say, money } = useWords();
  const options = useQuery({
    queryKey: ['book', 'taking', currency],
    queryFn: ({ signal }) => api.taking.options({ currency }, { signal }),
  });
  const bank = options.data?.bank;
  const title = say('taking.instructions', { amount: money(amount, currency), currency });
  const lines: (readonly [string, string])[] = [
    [say('taking.bankHolder'), bank?.holder ?? ''],
    [say('taking.iban'), bank?.iban ?? ''],
    [say('taking.bic'), bank?.bic ?? ''],
    [say('taking.bank'), bank?.bank ?? ''],
    [say('taking.reference'), reference],
  ];
  // What is copied has no blanks: some banks' forms take none.
  const written = lines.filter(([, value]) => value !== '');
  const text = [title, ...written.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return (
    <section className="transfer-paper" aria-label={title}>
      <div className="stub-section-head">
        <h3>{title}</h3>
        <CopyButton text={text} what={say('taking.copyInstructions')} />
      </div>
      <Facts
        facts={written.map(([name, value]) => [
          name,
          <span key={name} className="mono">
            {name === say('taking.iban') ? groupedIban(value) : value}
          </span>,
        ])}
      />
      {bank && (
        <div className="transfer-deeds">
          <PaperButton
            label={say('papers.transfer')}
            write={(signal) => api.papers.transfer({ payment }, { signal })}
          />
        </div>
      )}
      {options.data && !bank && (
        <p className="soft">
          {say('taking.noBank', { currency })}{' '}
          <a className="link" href={linkTo('settings')}>
            {say('taking.setBank', { card: say('settings.taking') })}
          </a>
        </p>
      )}
    </section>
  );
}
