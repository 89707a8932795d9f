/** The bar: which book this is, the search, how fresh the book is, and the theme. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import type { BookInfo } from '../../main/features/books/contract';
import { useWords } from '../locales/words';
import { BookMenu } from './book-menu';
import { InboxButton } from './inbox-button';
import { PastPicker } from './past-picker';
import { SyncState } from './sync-state';

function ThemeSwitch() {
  const { say } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const Icon = dark ? IconSun : IconMoon;
  const label = say(dark ? 'bar.toLight' : 'bar.toDark');
  return (
    <button
      type="button"
      className="quiet-button"
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      aria-label={label}
      title={label}
    >
      <Icon size={16} stroke={1.7} aria-hidden="true" />
    </button>
  );
}

const isMac = /Mac/.test(navigator.userAgent);

export function Bar({ info, onSearch }: { info: BookInfo | undefined; onSearch(): void }) {
  const { say } = useWords();
  return (
    <header className="bar">
      <BookMenu info={info} />
      {info?.demo && <span className="demo-mark">{say('bar.demo')}</span>}
      <button type="button" className="search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={14} stroke={1.8} aria-hidden="true" />
        <span className="search-words">{say('bar.search')}</span>
        <kbd>{isMac ? '⌘ K' : say('bar.searchKey')}</kbd>
      </button>
      <div className="bar-end">
        <PastPicker />
        <SyncState />
        <InboxButton />
        <ThemeSwitch />
      </div>
    </header>
  );
}
