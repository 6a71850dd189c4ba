/** How far the judging of all deals by new rules is. Asked while the page is open. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../../ui/state/app.ts';
import type { OverviewReport } from '../../../wire/overview.ts';

const EVERY = 3_000;

export function Judged({ app }: { app: App }): JSX.Element | null {
  const t = app.m.value.packs;
  const [now, setNow] = useState<OverviewReport | null>(null);
  useEffect(() => {
    let gone = false;
    const ask = (): void => {
      if (!document.hidden) app.ask({ q: 'overview' }).then((value) => { if (!gone) setNow(value as OverviewReport); }, () => undefined);
    };
    ask();
    const timer = setInterval(ask, EVERY);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [app]);
  if (!now || now.total === 0) return null;
  return <p class="why" data-judged={now.running ? 'running' : 'done'}>{now.running ? t.judging(now.done, now.total) : t.judged(now.total, now.judged)}</p>;
}
