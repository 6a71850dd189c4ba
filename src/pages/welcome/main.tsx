import { render, type JSX } from 'preact';
import { crmKinds, apiOrigins, recogniseCrm } from '../../crm/registry.ts';
import { grantSession, grantSite } from '../../platform/sites.ts';
import { Segment } from '../../ui/parts/index.ts';
import { Line, YouSettings } from '../../ui/settings.tsx';
import '../../ui/settings.css';
import type { CrmRow } from '../../wire/messages.ts';
import { Crms } from '../options/Crms.tsx';
import { openPage, type Page } from '../page.ts';
import './welcome.css';

/** First page after the installation: language, who you are, one CRM. */
function Welcome({ page }: { page: Page }): JSX.Element {
  const { app } = page;
  const m = app.m.value;
  const settings = app.settings.value;
  const change = (c: Partial<typeof settings>): void => void app.setSettings(c);
  return (
    <main class="welcome">
      <h1 class="h1">{m.options.welcomeTitle}</h1>
      <p class="t2 lead">{m.options.welcomeLead}</p>
      <ol class="welcome-steps">{m.options.steps.map((step, i) => <li><span class="step">{i + 1}</span><span>{step}</span></li>)}</ol>
      <ul class="set-box welcome-lang">
        <Line id="welcome-lang" label={m.settings.language}><Segment labelledBy="welcome-lang" options={[{ value: 'en', label: 'English' }, { value: 'zh-CN', label: '简体中文' }]} value={settings.lang} onPick={(lang) => change({ lang })} /></Line>
      </ul>
      <YouSettings settings={settings} m={m} change={change} methods={[]} />
      <Crms m={m} settings={settings} change={change} kinds={crmKinds} recognise={recogniseCrm} list={async () => (await app.ask({ q: 'crms' })) as CrmRow[]}
        grant={grantSite} grantApi={(row) => grantSession(apiOrigins(row.crm, row.origin))}
        on={async (origin, crm) => {
          const { guessed } = (await app.ask({ q: 'crm-on', origin, ...(crm && { crm }) })) as { guessed: boolean };
          if (!guessed) app.say(m.options.welcomeDone);
          return !guessed;
        }} off={async (origin) => { await app.ask({ q: 'crm-off', origin }); }} />
      <p class="why">{m.options.privacy}</p>
      <p class="strong" role="status">{app.said.value}</p>
    </main>
  );
}

function Root({ page }: { page: Page }): JSX.Element {
  return page.app.paired.value ? <Welcome page={page} /> : <p class="loading t2">{page.app.m.value.options.connecting}</p>;
}

const page = openPage('welcome');
render(<Root page={page} />, document.getElementById('app')!);
