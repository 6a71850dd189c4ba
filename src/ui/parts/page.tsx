/** A screen's body and footer: the one primary action, whether everything is saved, when the CRM was read. */
import type { ComponentChildren } from 'preact';
import type { App } from '../state/app.ts';
import { Footer } from './layout.tsx';

export function Page({ app, actions, children }: { app: App; actions?: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <div class="body">{children}</div>
      <PageFooter app={app} actions={actions} />
    </>
  );
}

function PageFooter({ app, actions }: { app: App; actions?: ComponentChildren }) {
  const m = app.m.value.shell;
  const context = app.context.value;
  const at = context?.reading?.at;
  const crm = context?.crmName ?? '';
  const time = at ? new Intl.DateTimeFormat(app.lang.value === 'zh-CN' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(at) : '';
  return (
    <Footer status={app.saving.value > 0 ? m.saving : app.trouble.value ? m.notSaved : m.savedHere} right={crm === '' ? m.typedDeal : time ? m.read(crm, time) : m.notRead(crm)}>
      {actions}
    </Footer>
  );
}
