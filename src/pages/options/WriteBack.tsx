/** Writing back, per site. Where it goes by API, the browser is asked for it within the click that first needs it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { crmKind } from '../../crm/registry.ts';
import type { Messages } from '../../i18n/index.ts';
import { Fold } from '../../ui/parts/index.ts';
import { WriteSwitches } from '../../ui/write-settings.tsx';
import type { CrmRow, Settings } from '../../wire/messages.ts';
import type { Writable } from '../../wire/writeback.ts';

export interface WriteBackProps {
  m: Messages;
  settings: Settings;
  change: (change: Partial<Settings>) => void;
  writable: readonly Writable[] | undefined;
  list: () => Promise<CrmRow[]>;
  grantApi: (row: CrmRow) => Promise<boolean>;
}

export function WriteBack(p: WriteBackProps): JSX.Element {
  const t = p.m.settings;
  const [rows, setRows] = useState<CrmRow[]>([]);
  useEffect(() => void p.list().then(setRows, () => setRows([])), []);
  const [denied, setDenied] = useState(false);
  const sites = rows.filter((row) => crmKind(row.crm)?.session);
  const granted = async (row: CrmRow, host: string): Promise<boolean> => {
    if (row.api === 'none' || p.settings.apiOn.includes(host)) return true;
    const yes = await p.grantApi(row);
    setDenied(!yes);
    if (yes) p.change({ apiOn: [...p.settings.apiOn, host] });
    return yes;
  };
  return (
    <section class="set" id="write" aria-labelledby="set-write">
      <h2 id="set-write">{t.writeBack}</h2>
      <p class="t2">{t.writeBackHint}</p>
      {denied && <p class="hint w-rejected" role="alert">{t.denied}</p>}
      {sites.length === 0 && <p class="t2">{t.writeBackNone}</p>}
      {sites.map((row) => {
        const { host } = new URL(row.origin);
        return (
          <Fold key={row.origin} title={`${row.name} · ${host}`} right={(p.settings.writeBack[host] ?? []).map((f) => t.writeBackField[f]).join(' · ')} open={sites.length === 1}>
            <ul class="set-box" aria-label={t.writeBackOn(`${row.name} · ${host}`)}><WriteSwitches m={p.m} settings={p.settings} host={host} writable={p.writable} before={() => granted(row, host)} change={p.change} /></ul>
          </Fold>
        );
      })}
    </section>
  );
}
