/** Before a file is taken back: which one, and what that does. */
import { useWords } from '../../../locales/words';
import { DeedDialog } from '../../../ui/deed-dialog';

interface ReverseDialogProps {
  title: string;
  fileName: string;
  what: string;
  reverse(request: string): Promise<unknown>;
  onClose(): void;
}

export function ReverseDialog({ title, fileName, what, reverse, onClose }: ReverseDialogProps) {
  const { say } = useWords();
  return (
    <DeedDialog title={title} act={reverse} onClose={onClose} deed={say('statement.reverseDo')} isPlain>
      <p>
        <b>
          <bdi>{fileName}</bdi>
        </b>
      </p>
      <p>{what}</p>
    </DeedDialog>
  );
}
