/** What was stored, and where it can be taken back. */
import { Button } from '@mantine/core';
import type { Stored } from '../../main/features/imports/contract';
import { useWords } from '../locales/words';
import { go } from '../navigation';
import { useFocusOnce } from './use-focus-once';

export function DoneStep(props: { stored: Stored; onAgain(): void; onClose(): void }) {
  const { say } = useWords();
  const { counts } = props.stored;
  const close = useFocusOnce();
  const see = () => {
    props.onClose();
    go({ screen: 'changes', id: null, query: {} });
  };
  return (
    <div className="form">
      <p role="status">
        <b>{say('importing.stored', { count: counts.new + counts.linked })}</b>{' '}
        {counts.there > 0 && say('importing.there', { count: counts.there })}
      </p>
      <p className="soft">{say('importing.undoable')}</p>
      <div className="dialog-actions">
        <Button onClick={props.onAgain}>{say('importing.another')}</Button>
        <Button onClick={see}>{say('importing.seeChanges')}</Button>
        <Button ref={close} variant="filled" onClick={props.onClose}>
          {say('importing.close')}
        </Button>
      </div>
    </div>
  );
}
