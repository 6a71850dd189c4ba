/** The one HTML page of the look-alike and the headers it is served with. */
import { CURRENT_USER, ORG } from './data.mjs';

const escape = (value) => JSON.stringify(value).replace(/</g, '\\u003c');

/** `boot`: what the page knows before it asks: language, shadow mode, layout, user and org. */
export function page(store, { lang, shadow, layout, currency, app }) {
  const me = store.get(CURRENT_USER);
  const boot = { lang, shadow, layout, currency, app, user: { id: me.Id, name: me.Name }, org: { id: ORG.id, name: ORG.name } };
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en-US'}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lightning Experience | Salesforce</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/demo/styles.css">
</head>
<body class="desktop sfdcBody">
<div id="auraLoadingBox" class="auraLoadingBox"><div class="slds-spinner slds-spinner_brand slds-spinner_medium"><span class="slds-assistive-text">Loading</span><div class="slds-spinner__dot-a"></div><div class="slds-spinner__dot-b"></div></div></div>
<script type="application/json" id="demo-boot">${escape(boot)}</script>
<script src="/demo/${shadow}.js" defer></script>
</body>
</html>`;
}
