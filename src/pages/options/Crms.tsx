import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Messages } from '../../i18n/index.ts';
import { Switch } from '../../ui/parts/index.ts';
import { Line } from '../../ui/settings.tsx';
import type { CrmRow, Settings } from '../../wire/messages.ts';

export interface CrmsProps {
  m: Messages;
  settings: Settings;
  change: (change: Partial<Settings>) => void;
  /** CRMs that can be named for an address; the first match of `recognise` is taken where the user does not choose. */
  kinds: readonly { id: string; name: string; example: string }[];
  recognise: (url: URL) => string | null;
  list: () => Promise<CrmRow[]>;
  /** Asks the browser for one site; false when the user said no. Must run inside the click. */
  grant: (origin: string) => Promise<boolean>;
  grantApi: (row: CrmRow) => Promise<boolean>;
  /** Without a CRM the site's open pages are looked at; false where they do not tell. */
  on: (origin: string, crm: string | null) => Promise<boolean>;
  off: (origin: string) => Promise<void>;
  /** Sites that the administrator offers. */
  offered?: readonly { origin: string; crm?: string | undefined }[] | undefined;
}

/** Sites on which StageProof runs; one click asks the browser for that one site. */
export function Crms(p: CrmsProps): JSX.Element {
  const t = p.m.settings;
  const [rows, setRows] = useState<CrmRow[] | null>(null);
  const [address, setAddress] = useState('');
  const [kind, setKind] = useState('');
  const [error, setError] = useState('');
  const refresh = (): void => void p.list().then(setRows, () => setRows([]));
  useEffect(refresh, []);
  const waiting = (p.offered ?? []).filter(({ origin }) => rows && !rows.some((row) => row.origin === origin));
  const add = async (text = address.trim(), kind_ = kind): Promise<void> => {
    setError('');
    let url: URL;
    try {
      url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    } catch {
      setError(t.addressBad);
      return;
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      setError(t.addressBad);
      return;
    }
    const crm = kind_ || p.recognise(url);
    if (!(await p.grant(url.origin))) {
      setError(t.denied);
      return;
    }
    if (await p.on(url.origin, crm)) setAddress('');
    else setError(t.addressUnknown);
    refresh();
  };
  const api = async (row: CrmRow, on: boolean): Promise<void> => {
    setError('');
    if (on && !(await p.grantApi(row))) {
      setError(t.denied);
      return;
    }
    const host = new URL(row.origin).host;
    p.change({ apiOn: on ? [...new Set([...p.settings.apiOn, host])] : p.settings.apiOn.filter((h) => h !== host) });
  };
  return (
    <section class="set" id="crms" aria-labelledby="set-crms">
      <h2 id="set-crms">{t.crms}</h2>
      <p class="t2">{t.crmsHint}</p>
      <ul class="set-box">
        {rows?.length === 0 && <li class="set-line t2">{p.m.options.noCrms}</li>}
        {rows?.map((row) => {
          const host = new URL(row.origin).host;
          const usesApi = row.api !== 'none' && p.settings.apiOn.includes(host);
          return (
            <Line key={row.origin} id={`crm-${host}`} label={`${row.name} · ${host}`} hint={`${usesApi ? t.apiOn : t.apiOff} · ${p.m.options.deals(row.deals)}`}>
              {row.api !== 'none' && <span class="crm-api"><span class="small t2" id={`api-${host}`}>{t.api}</span><Switch labelledBy={`api-${host}`} on={usesApi} onChange={(on) => void api(row, on)} /></span>}
              <span class="state w-verified">✓ {t.on}</span>
              <button type="button" class="btn plain tiny" onClick={() => { if (confirm(p.m.options.takeBackAsk(host))) void p.off(row.origin).then(refresh); }}>{t.disable}</button>
            </Line>
          );
        })}
        {waiting.map(({ origin, crm }) => (
          <Line key={origin} id={`offered-${new URL(origin).host}`} label={new URL(origin).host} hint={p.m.packs.offered}>
            <button type="button" class="btn primary tiny" onClick={() => void add(origin, crm ?? '')}>{p.m.packs.switchOn}</button>
          </Line>
        ))}
        <li class="set-line">
          <form class="crm-add" onSubmit={(e) => { e.preventDefault(); void add(); }}>
            <label class="label">{t.address}
              <input class="input" inputMode="url" placeholder={p.m.options.addressPlaceholder} value={address} aria-invalid={error !== ''} aria-describedby="crm-hint" onInput={(e) => setAddress(e.currentTarget.value)} /></label>
            <label class="label">{p.m.options.kind}
              <select class="input" value={kind} onChange={(e) => setKind(e.currentTarget.value)}>
                <option value="">{p.m.options.kindAuto}</option>
                {p.kinds.map((k) => <option value={k.id}>{k.name}</option>)}
              </select></label>
            <button type="submit" class="btn primary" disabled={!address.trim()}>{t.enable}</button>
            <p class={`hint ${error ? 'w-rejected' : ''}`} id="crm-hint" role={error ? 'alert' : undefined}>{error || t.addressHint}</p>
          </form>
        </li>
      </ul>
    </section>
  );
}
