/** The app: what everything stands in, and which screen is shown. */
import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { PastView } from '../main/features/books/contract';
import { Bar } from './frame/bar';
import { ConnectionNotice, useWindowTrouble, WholeWindow } from './frame/connection-notice';
import { ErrorBoundary } from './frame/error-boundary';
import { PastBanner } from './frame/past-banner';
import { Rail } from './frame/rail';
import { SignInScreen } from './frame/sign-in';
import { UndoLast } from './frame/undo-last';
import { useArrival } from './frame/use-arrival';
import { readLanguage } from './locales/say';
import { useWords, WordsProvider } from './locales/words';
import { usePlace } from './navigation';
import { firstScreen, routes } from './routes';
import { useAtTheWindow } from './rpc/at-the-window';
import { failureOf } from './rpc/failure';
import { useRefusal, useSession } from './rpc/operator-session';
import { usePast } from './rpc/past-point';
import { useBookInfo } from './rpc/use-book-info';
import { usePreference } from './rpc/use-preference';
import { makePayment, useAsked } from './taking/asked';
import { readScheme, schemeManager } from './ui/color-scheme';
import { FailureNotice } from './ui/notices';
import { theme } from './ui/theme';
import { useKey } from './ui/use-key';
import { useKeysAtBusyButton } from './ui/use-keys-at-busy-button';

const TakePanel = lazy(async () => ({ default: (await import('./taking/take-panel')).TakePanel }));
const loadPalette = () => import('./frame/palette');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

function useSearchKey(open: () => void): void {
  usePaletteAtHand();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
}

/** Fetched when the window has nothing else to do: letters typed right after the first Ctrl K would be lost while it comes. */
function usePaletteAtHand(): void {
  useEffect(() => {
    const idle = requestIdleCallback(() => void loadPalette().catch(() => {}));
    return () => cancelIdleCallback(idle);
  }, []);
}

function useTitle(screen: string | undefined, book: string | undefined): void {
  const { say } = useWords();
  useEffect(() => {
    document.title = [screen, book, say('rail.name')].filter(Boolean).join(' · ');
  }, [screen, book, say]);
}

function Frame({ past }: { past: PastView | null }) {
  const { say } = useWords();
  const place = usePlace();
  const book = useBookInfo();
  const holder = useArrival(place);
  const [searching, setSearching] = useState(false);
  const [searched, setSearched] = useState(false);
  const openSearch = useRef(() => {
    setSearched(true);
    setSearching(true);
  }).current;
  useSearchKey(openSearch);
  const asked = useAsked();
  const mayTake = useRefusal('taking.take') === null;
  // On a customer's page it is for that customer.
  useKey('n', () => mayTake && makePayment(place?.screen === 'customers' ? place.id : null));
  const here = routes.find((route) => route.screen === place?.screen) ?? routes.find((r) => r.screen === firstScreen);
  useTitle(here && say(here.label), book.data?.name);
  if (book.error && !book.data && failureOf(book.error).code !== 'operator-locked') {
    return (
      <WholeWindow title={say('window.failedTitle')}>
        <FailureNotice failure={failureOf(book.error)} onRetry={() => void book.refetch()} />
      </WholeWindow>
    );
  }
  const Shown = here?.component;
  return (
    <div className="frame">
      <Rail here={here?.screen ?? ''} info={book.data} />
      <Bar info={book.data} onSearch={openSearch} />
      <main className="screen-place" ref={holder} tabIndex={-1}>
        <ConnectionNotice />
        {past && <PastBanner past={past} />}
        <ErrorBoundary place={here?.screen ?? ''}>
          {/* One for each screen: what waits for a new screen would keep the old one alive, hidden, with its timers. */}
          <Suspense key={here?.screen} fallback={null}>
            {here && Shown && (
              <Shown
                key={here.screen}
                place={place?.screen === here.screen ? place : { screen: here.screen, id: null, query: {} }}
              />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
      <UndoLast />
      {asked.round > 0 && (
        <Suspense fallback={null}>
          <TakePanel asked={asked} />
        </Suspense>
      )}
      {searched && (
        // What is typed before it is there is not for the screen's keys: an n would begin a payment.
        <Suspense fallback={<div role="dialog" aria-label={say('bar.search')} />}>
          <Palette opened={searching} onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** Takes on the theme that the book remembers, once. */
function RememberedTheme({ kept }: { kept: string | null | undefined }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const taken = useRef(false);
  useEffect(() => {
    if (taken.current || kept === undefined) return;
    taken.current = true;
    const scheme = readScheme(kept);
    if (kept !== null && scheme !== colorScheme) setColorScheme(scheme);
  }, [kept, colorScheme, setColorScheme]);
  return null;
}

function nonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}

function Remembered({ children }: { children: ReactNode }) {
  const themeKept = usePreference('theme');
  const languageKept = usePreference('language');
  const { data } = useBookInfo();
  const operator = useSession()?.operator;
  const save = themeKept.set;
  const manager = useMemo(() => schemeManager(save), [save]);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={manager}
      getStyleNonce={nonce}
      withGlobalClasses={false}
    >
      <RememberedTheme key={operator?.id ?? ''} kept={themeKept.value} />
      <WordsProvider
        language={readLanguage(languageKept.value ?? operator?.language)}
        timeZone={data?.timeZone ?? null}
      >
        {children}
      </WordsProvider>
    </MantineProvider>
  );
}

function Window() {
  const trouble = useWindowTrouble();
  const session = useSession();
  const past = usePast();
  useAtTheWindow(session?.operator != null);
  useKeysAtBusyButton();
  if (trouble) return trouble;
  if (session?.locked) return <SignInScreen session={session} />;
  // Another one for each point: nothing that was shown of one book stands beside what is shown of another.
  return <Frame key={past ? `${past.position} ${past.asOf} ${past.knownMs}` : 'now'} past={past} />;
}

export function App({ queries }: { queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <Remembered>
        <Window />
      </Remembered>
    </QueryClientProvider>
  );
}
