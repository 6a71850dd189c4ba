import { defineManifest } from '@crxjs/vite-plugin';
import pkg from './package.json' with { type: 'json' };

/**
 * Variants: the store build asks for no host at all (each CRM is granted by the user, one by one);
 * the e2e build, for tests and `npm start`, is granted loopback and the look-alike hosts in advance,
 * because a test cannot press Chrome's own permission prompt.
 */
const e2e = process.env['STAGEPROOF_E2E'] === '1';

/** Hosts of the e2e variant: loopback, and names that the test browser maps to loopback. */
export const E2E_HOSTS = ['http://127.0.0.1/*', 'http://localhost/*', 'https://*.lightning.force.com/*', 'http://*.lightning.force.com/*', 'https://*.my.salesforce.com/*', 'http://*.my.salesforce.com/*', ...['*.crm4.dynamics.com', 'app.hubspot.com', '*.pipedrive.com', 'crm.zoho.eu'].map((host) => `https://${host}/*`)];

export default defineManifest({
  manifest_version: 3,
  name: e2e ? 'StageProof (test build)' : '__MSG_name__',
  description: '__MSG_description__',
  default_locale: 'en',
  version: pkg.version,
  // Fixes the extension's id, and with it the origin that owns the notebook, wherever the folder is loaded from.
  key: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAokYpOgGVvOF+xaszaH8PJvTjidVHl3/iVjaVjWaFjM7k99pyC65/Lz0B3cvbBi8SMdTrHzkDp0OtSk9YGvZeivRh+D0lCkHvtY6dyZPzMwW00bayHFXNCzBVwbKszVV6IqDpGMB6VgcOVMt6vrP334VCY+8P86NzOVlS/D5oLYvrnSVOF+MbBBMWYPmbWNBZANf0TyLnD+r36Btpalt9m+ozLCXgL1IOI3oeYAsWkF4LBrAX4n9yd5WIV8Akbw5KmxiiiZaKkYZ0Jt8gnNi47ndj84ijbukvkHfdo4OecQLeLuey+ZB+8d4eeE3Ghs3ha7hknJZS3v8RhdGhNoD+LQIDAQAB',
  minimum_chrome_version: '122',
  icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
  action: { default_title: '__MSG_action__', default_icon: { 16: 'icons/16.png', 32: 'icons/32.png' } },
  background: { service_worker: 'worker/main.ts', type: 'module' },
  options_ui: { page: 'options.html', open_in_tab: true },
  side_panel: { default_path: 'panel.html' },
  storage: { managed_schema: 'managed_schema.json' },
  commands: { 'toggle-panel': { suggested_key: { default: 'Alt+Shift+P' }, description: '__MSG_toggle__' } },
  permissions: ['storage', 'unlimitedStorage', 'scripting', 'activeTab', 'sidePanel', ...(e2e ? ['cookies' as const] : [])],
  ...(e2e ? {} : { optional_permissions: ['cookies'] }),
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  ...(e2e ? { host_permissions: E2E_HOSTS } : {}),
  content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
});
