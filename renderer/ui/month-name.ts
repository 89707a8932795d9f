/** `October 2026` of `2026-10`, in the operator's language. */
import { useWords } from '../locales/words';

export function useMonthName(): (month: string) => string {
  const { language } = useWords();
  const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  return (month) => format.format(Date.parse(`${month}-01T00:00:00Z`));
}
