/** Copies text, and says for a moment that it did. */
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../locales/words';

/** `what`: what is copied, for the label: *Copy reference*. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { say } = useWords();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1600);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => {
    // Without the right to the clipboard nothing happens; the text is there to be selected.
    navigator.clipboard.writeText(text).then(
      () => setDone(true),
      () => {},
    );
  };
  const label = done ? say('notice.copied') : say('notice.copyWhat', { what });
  const Icon = done ? IconCheck : IconCopy;
  return (
    <button type="button" className="quiet-button copy-button" onClick={copy} aria-label={label} title={label}>
      <Icon size={13} aria-hidden="true" />
    </button>
  );
}
