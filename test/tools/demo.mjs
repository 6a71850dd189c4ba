// The demo CRM as a browser sees it: on loopback, and under a Lightning name of its own.
import {existsSync} from 'node:fs';
import {httpsFront} from './https-front.mjs';

export const LIGHTNING = 'https://northlight-demo.lightning.force.com';

/**
 * Serves the demo CRM on `port` (0: any free one) and its https front.
 * @returns {Promise<import('./demo.mjs').Demo>} Rejects with code EADDRINUSE when the port is taken.
 */
export async function demo({port = 0} = {}) {
  const file = new URL('../demo-crm/server.mjs', import.meta.url);
  if (!existsSync(file)) throw new Error('The demo CRM (test/demo-crm/server.mjs) is not there.');
  const {serve} = await import(file.href);
  const crm = await serve({port, host: '127.0.0.1'});
  const front = await httpsFront({to: crm.port, names: ['*.lightning.force.com', '*.my.salesforce.com']});
  return {
    port: crm.port, url: crm.url, state: crm.state, lightning: LIGHTNING,
    launch: {hostRules: front.hostRules, args: front.args},
    recordUrl: id => `${LIGHTNING}/lightning/r/Opportunity/${id}/view`,
    reset: () => crm.reset(),
    close: async () => { await front.close(); await crm.close(); },
  };
}
