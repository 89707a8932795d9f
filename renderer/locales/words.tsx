/** What every component asks for when it writes: sentences, amounts, times and failures in the operator's language. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type BuiltWords, builtWords } from '../../main/kernel/built-on';
import { type FailureCode, type FailureParams, type FailureText, fillFailureText } from '../../main/kernel/failure';
import { failureText } from '../../main/kernel/failure-text';
import { systemClock } from '../../main/kernel/time';
import { changeText, moneyText } from '../ui/money-text';
import { type TimeTexts, timeTexts } from '../ui/time-text';
import { en } from './en/all';
import { choose, isolated, type Key, type Language, type Locale, messageFor, piecesOf, type Say, speaker } from './say';

export interface Words {
  language: Language;
  say: Say;
  /** A sentence with elements in its blanks. */
  sayWith(key: Key, elements: Readonly<Record<string, ReactNode>>): ReactNode[];
  money(amount: string, currency: string): string;
  change(amount: string, currency: string): string;
  count(value: number): string;
  times: TimeTexts;
  failure(code: FailureCode, params: FailureParams): FailureText;
}

interface Translation {
  language: Language;
  locale: Locale;
  failures: Readonly<Record<FailureCode, FailureText>>;
  built: BuiltWords;
}

const english: Translation = { language: 'en', locale: en, failures: failureText, built: builtWords };

async function translationOf(language: Language): Promise<Translation> {
  if (language === 'en') return english;
  const [{ es }, { failures }, { spanishBuiltWords: built }] = await Promise.all([
    import('./es/all'),
    import('./es/failures'),
    import('./es/change-failures'),
  ]);
  return { language, locale: es, failures, built };
}

function isolatedIn(params: FailureParams): FailureParams {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? isolated(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/** A role is told by its name. */
function withNames(locale: Locale, params: FailureParams): FailureParams {
  const role = params.role === undefined ? undefined : messageFor(locale, `role.${params.role}`);
  return typeof role === 'string' ? { ...params, role } : params;
}

function wordsIn(translation: Translation, timeZone: string): Words {
  const { language, locale, failures, built } = translation;
  const numbers = new Intl.NumberFormat(language, { useGrouping: 'always' });
  const rules = new Intl.PluralRules(language);
  const thisYear = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(systemClock.now());
  return {
    language,
    say: speaker(locale, language),
    sayWith(key, elements) {
      const sentence = choose(messageFor(locale, key) ?? key, elements, rules);
      return piecesOf(sentence).map(({ text, blank }) => {
        const element = blank ? (elements[text] ?? text) : text;
        return blank && typeof element === 'string' ? isolated(element) : element;
      });
    },
    money: (amount, currency) => moneyText(amount, currency, language),
    change: (amount, currency) => changeText(amount, currency, language),
    count: (value) => numbers.format(value),
    times: timeTexts(language, timeZone, thisYear),
    failure: (code, params) => fillFailureText(failures[code], isolatedIn(withNames(locale, params)), built),
  };
}

const systemZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const WordsContext = createContext<Words>(wordsIn(english, systemZone));

/** Until a language has arrived, the one before stays on screen. */
export function WordsProvider(props: { language: Language; timeZone: string | null; children: ReactNode }) {
  const { language, children } = props;
  const timeZone = props.timeZone ?? systemZone;
  const [translation, setTranslation] = useState(english);
  useEffect(() => {
    let wanted = true;
    void translationOf(language).then((next) => {
      if (wanted) setTranslation(next);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = translation.language;
  }, [translation]);
  const words = useMemo(() => wordsIn(translation, timeZone), [translation, timeZone]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  return useContext(WordsContext);
}
