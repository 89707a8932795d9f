/** The notices as the window shows them, and handing new ones to the system while nobody looks at the window. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Notice } from '../../main/features/notices/contract';
import { isFailureCode } from '../../main/kernel/failure';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { usePreference } from '../rpc/use-preference';
import { useGatewayNames } from '../ui/gateway-names';

const SHOWN = 50;
/** More than so many at once are told of in one sentence. */
const MOST_AT_ONCE = 3;

export function useInbox() {
  return useQuery({
    queryKey: ['notices', 'list'],
    queryFn: ({ signal }) => api.notices.list({ limit: SHOWN }, { signal }),
  });
}

/** What one says, as plain text. */
export function useNoticeText(): (notice: Notice) => string {
  const { say, money, failure } = useWords();
  const { labelOf } = useGatewayNames();
  return useCallback(
    ({ kind, customer, gateway, amount, reason, detail }) => {
      const place = gateway === null ? '' : labelOf(gateway);
      if (kind === 'key-refused') return say('noticeText.key-refused', { gateway: place });
      if (kind === 'sync-stuck') {
        const why = detail !== null && isFailureCode(detail) ? failure(detail, { gateway: place }).what : '';
        return say('noticeText.sync-stuck', { gateway: place, why });
      }
      const who = customer === null ? say('inbox.someone') : customer.name || say('customers.unnamed');
      const sum = amount === null ? '' : `${money(amount.amount, amount.currency)} ${amount.currency}`;
      const why = (detail ?? (reason === null ? '' : say(`reason.${reason}`))).replace(/\.$/, '');
      return say(`noticeText.${kind}`, { who, sum, why, gateway: place }).replace(/: \.$/, '.');
    },
    [say, money, failure, labelOf],
  );
}

/** On unless it was switched off. */
export function useSystemNotices(): { on: boolean; set(on: boolean): void } {
  const { value, set } = usePreference('system-notices');
  return { on: value !== 'off', set: (on) => set(on ? 'on' : 'off') };
}

/** What was there when the window opened is old: the inbox has it. */
export function useTellSystem(): void {
  const { say } = useWords();
  const inbox = useInbox().data;
  const { on } = useSystemNotices();
  const text = useNoticeText();
  const known = useRef<number | null>(null);
  useEffect(() => {
    if (!inbox) return;
    const newest = inbox.rows[0]?.id ?? 0;
    const before = known.current;
    known.current = Math.max(newest, before ?? 0);
    if (before === null || !on || document.hasFocus()) return;
    const fresh = inbox.rows.filter((notice) => notice.id > before && notice.untold && !notice.read);
    const first = fresh[0];
    if (!first) return;
    if (fresh.length > MOST_AT_ONCE) {
      show(first.id, say('inbox.title'), say('inbox.many', { count: fresh.length }));
      return;
    }
    for (const notice of fresh) show(notice.id, say(`noticeTitle.${notice.kind}`), text(notice));
  }, [inbox, on, say, text]);
}

/** One that the system does not show stands in the inbox all the same. */
function show(id: number, title: string, body: string): void {
  api.notices.show({ id, title: title.slice(0, 200), body: body.slice(0, 1000) }).catch(() => {});
}
