import type { JSX } from 'preact';
import { choosable, GateSettings, LookSettings, MethodSettings, YouSettings, type SettingsProps } from '../../../ui/settings.tsx';
import { WriteSwitches } from '../../../ui/write-settings.tsx';
import { Page } from '../../../ui/parts/index.ts';
import { saveBackup } from '../../shell/backup.ts';
import type { App } from '../../../ui/state/app.ts';
import '../../../ui/settings.css';

/** Settings within reach of the record; sites, backup and everything else are on the full page. */
export default function SettingsScreen({ app }: { app: App }): JSX.Element {
  const m = app.m.value;
  const props: SettingsProps = {
    settings: app.settings.value, m, change: (change) => void app.setSettings(change),
    methods: choosable(app), locked: app.context.value?.admin.locked,
  };
  const site = app.context.value?.write;
  return (
    <Page app={app}><div class="settings">
      <section class="section">
        <h2 class="title" style={{ marginBottom: '10px' }}>{m.settings.title}</h2>
        <YouSettings {...props} />
        <GateSettings {...props} />
        <div class="set"><MethodSettings {...props} /></div>
        {site && (
          <section class="set" aria-labelledby="set-write">
            <h2 id="set-write" tabIndex={-1}>{m.settings.writeBack}</h2>
            <p class="t2">{m.settings.writeBackHint}</p>
            <ul class="set-box" aria-label={m.settings.writeBackOn(app.context.value?.crmName ?? '')}>
              <WriteSwitches m={m} settings={props.settings} host={site.host} writable={app.context.value?.admin.writable} needs={site.can === 'grant' ? m.settings.writeBackGrant : undefined} change={props.change} />
            </ul>
          </section>
        )}
        <LookSettings {...props} />
        <div class="acts">
          {app.state.value && <button type="button" class="btn plain" onClick={() => void saveBackup(app, document, app.state.peek()?.deal)}>{m.settings.backupDeal}</button>}
          <a class="btn plain" href="options.html" target="_blank" rel="noreferrer">{m.settings.openAll}</a>
        </div>
        <p class="hint">{m.settings.savedAsYouGo}</p>
      </section>
    </div></Page>
  );
}
