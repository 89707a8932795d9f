/** What something will move, before it is done: in words, with debit and credit one click away. */
import './ledger-effect.css';
import { type ReactNode, useState } from 'react';
import { useWords } from '../locales/words';
import { DebitCredit, type Posting } from './debit-credit';

interface LedgerEffectProps {
  title: string;
  /** When it moves, where that is not at once. */
  lead?: ReactNode;
  postings: readonly Posting[];
  /** The effect in words. */
  children: ReactNode;
}

export function LedgerEffect({ title, lead, postings, children }: LedgerEffectProps) {
  const { say } = useWords();
  const [asLedger, setAsLedger] = useState(false);
  return (
    <section className="ledger-effect" aria-label={title}>
      <div className="stub-section-head">
        <h3>{title}</h3>
        <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
          {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
        </button>
      </div>
      {lead}
      {asLedger ? <DebitCredit postings={postings} /> : children}
    </section>
  );
}
