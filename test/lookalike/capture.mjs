// The pages of one look-alike that test/crm/capture.mjs keeps.
import {httpsFront} from '../tools/https-front.mjs';
import {fakes, names, serve} from './serve.mjs';

export async function open(crm) {
  const server = await serve();
  const front = await httpsFront({to: server.port, names});
  const fake = fakes[crm];
  const FLYOUT = {dynamics: '#bpfContainer li:nth-child(3) button', hubspot: '#stage-button'};
  return {
    hostRules: front.hostRules,
    async take(page, keep) {
      const go = async url => {
        await page.goto(url);
        await page.waitForFunction(() => document.documentElement.dataset.drawn === location.href);
      };
      for (const [n, name] of [[1, 'acme'], [2, 'corvid'], [3, 'qiming'], [4, 'referral'], [5, 'won']]) {
        await go(fake.record(n));
        await keep(name);
      }
      await go(`${fake.record(1)}${fake.record(1).includes('?') ? '&' : '?'}fakelang=zh`);
      await keep('acme-zh');
      await go(fake.list);
      await keep('list');
      if (fake.board) {
        await go(fake.board);
        await keep('kanban');
      }
      if (FLYOUT[crm]) {
        await go(fake.record(1));
        await page.click(FLYOUT[crm]);
        await keep(crm === 'dynamics' ? 'flyout' : 'options');
      }
      await front.close();
      await server.close();
    },
  };
}
