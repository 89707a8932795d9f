/** What was read before a change must not stay on the screen as if it had been read after it. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { readAgain } from './read-again';

/** A list whose answers are given by hand, in the order in which they were asked for. */
function shown() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked: ((answer: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => asked.push(resolve));
  const observer = new QueryObserver(queries, { queryKey: ['customers', 'methods'], queryFn });
  const stop = observer.subscribe(() => undefined);
  return { queries, asked, observer, stop };
}

test('a first answer that was on its way when the book changed is asked for again', async () => {
  const { queries, asked, observer, stop } = shown();
  const again = readAgain(queries, ['customers']);
  asked[0]?.('of before the change');
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.('of after it');
  await again;
  expect(observer.getCurrentResult().data).toBe('of after it');
  stop();
});

test('what has an answer keeps it until the next is there', async () => {
  const { queries, asked, observer, stop } = shown();
  asked[0]?.('first');
  await expect.poll(() => observer.getCurrentResult().data).toBe('first');
  const again = readAgain(queries, ['customers']);
  await expect.poll(() => asked.length).toBe(2);
  expect(observer.getCurrentResult().data).toBe('first');
  asked[1]?.('second');
  await again;
  expect(observer.getCurrentResult().data).toBe('second');
  stop();
});
