import { render, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { apiOrigins, crmKinds, recogniseCrm } from '../../crm/registry.ts';
import { attributions } from '../../methods/labels.ts';
import { grantSession, grantSite } from '../../platform/sites.ts';
import { choosable, GateSettings, LookSettings, MethodSettings, YouSettings, type SettingsProps } from '../../ui/settings.tsx';
import '../../ui/settings.css';
import './options.css';
import type { BackupPart, CrmRow, RestoreDone } from '../../wire/messages.ts';
import { openPage, type Page } from '../page.ts';
import { Backup } from './Backup.tsx';
import { Crms } from './Crms.tsx';
import { WriteBack } from './WriteBack.tsx';
import { Methods } from './methods/Methods.tsx';
import { Recipes } from './Recipes.tsx';
import { teachWords } from '../../i18n/teach.ts';
import { LazyPipeline } from './pipeline/Lazy.tsx';

const CHUNK = 512 * 1024;

function Options({ page }: { page: Page }): JSX.Element {
  const { app } = page;
  const m = app.m.value;
  const admin = app.context.value?.admin;
  const props: SettingsProps = {
    settings: app.settings.value, m, change: (change) => void app.setSettings(change),
    methods: choosable(app), locked: app.context.value?.admin.locked,
  };
  const [at, setAt] = useState(location.hash.slice(1) || 'crms');
  const [sites, setSites] = useState(0);
  useEffect(() => {
    const moved = (): void => setAt(location.hash.slice(1) || 'crms');
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const sections: [string, string][] = [['crms', m.settings.crms], ['recipes', teachWords(app.lang.value).recipes], ['pipeline', m.options.pipeline], ['you', m.settings.you], ['gate', m.settings.gate], ['methods', m.packs.title], ['write', m.settings.writeBack], ['look', m.settings.look], ['data', m.settings.data], ['about', m.settings.about]];
  return (
    <div class="options">
      <a class="skip btn plain" href="#main">{m.options.skip}</a>
      <header class="options-bar"><h1 class="h1">{m.settings.title}</h1><span class="small t2">{m.settings.savedAsYouGo}</span></header>
      <nav aria-label={m.options.nav}>{sections.map(([id, label]) => <a href={`#${id}`} aria-current={at === id ? 'true' : undefined}>{label}</a>)}</nav>
      <main id="main">
        {app.trouble.value && <p class="strip bad" role="alert">{m.errors[app.trouble.value.code]}</p>}
        {(admin?.wrong.length ?? 0) > 0 && <p class="strip warn" role="alert">{m.packs.policyWrong(admin!.wrong.join(', '))}</p>}
        <Crms key={sites} m={m} settings={props.settings} change={props.change} kinds={crmKinds} recognise={recogniseCrm}
          list={async () => (await app.ask({ q: 'crms' })) as CrmRow[]} offered={admin?.crms} grant={grantSite}
          grantApi={(row) => grantSession(apiOrigins(row.crm, row.origin))}
          on={async (origin, crm) => !((await app.ask({ q: 'crm-on', origin, ...(crm && { crm }) })) as { guessed: boolean }).guessed} off={async (origin) => { await app.ask({ q: 'crm-off', origin }); }} />
        <Recipes app={app} save={saveFile} changed={() => setSites((n) => n + 1)} />
        <LazyPipeline app={app} save={saveFile} troubleOf={page.troubleOf} />
        <div id="you"><YouSettings {...props} /></div>
        <div id="gate"><GateSettings {...props} /><div class="set"><MethodSettings {...props} /></div></div>
        <Methods app={app} save={saveFile} />
        <WriteBack m={m} settings={props.settings} change={props.change} writable={admin?.writable} list={async () => (await app.ask({ q: 'crms' })) as CrmRow[]} grantApi={(row) => grantSession(apiOrigins(row.crm, row.origin))} />
        <div id="look"><LookSettings {...props} /></div>
        <Backup m={m} lang={app.lang.value} today={app.today.value} troubleOf={page.troubleOf}
          health={async () => (await app.ask({ q: 'health' })) as { deals: number; events: number; used: number } | null}
          backup={() => fetchBackup(page)} restore={(file, dry) => sendRestore(page, file, dry)} save={saveFile} />
        <section class="set" id="about" aria-labelledby="set-about">
          <h2 id="set-about">{m.settings.about}</h2>
          <div class="set-box about">
            <p>{m.settings.version(page.version)}</p>
            <p class="t2">{m.settings.licence} {m.options.privacy}</p>
            <h3>{m.options.attributions}</h3>
            <ul>{attributions.map((a) => <li class="t2">{app.text(a.text)}</li>)}</ul>
          </div>
        </section>
      </main>
    </div>
  );
}

async function fetchBackup(page: Page): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let part = (await page.app.ask({ q: 'backup' })) as BackupPart;
  for (;;) {
    parts.push(Uint8Array.from(atob(part.chunk), (c) => c.charCodeAt(0)));
    if (part.last) return new Blob(parts, { type: 'application/gzip' });
    part = (await page.app.ask({ q: 'backup', id: part.id })) as BackupPart;
  }
}

async function sendRestore(page: Page, file: Blob, dry: boolean): Promise<RestoreDone> {
  const id = page.app.unique();
  let done: unknown = null;
  for (let from = 0; from === 0 || from < file.size; from += CHUNK) {
    const bytes = new Uint8Array(await file.slice(from, from + CHUNK).arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    done = await page.app.ask({ q: 'restore', id, chunk: btoa(binary), last: from + CHUNK >= file.size, dry });
  }
  return done as RestoreDone;
}

function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function Root({ page }: { page: Page }): JSX.Element {
  if (!page.app.paired.value) return <p class="loading t2">{page.app.m.value.options.connecting}</p>;
  return <Options page={page} />;
}

const page = openPage('options');
render(<Root page={page} />, document.getElementById('app')!);
