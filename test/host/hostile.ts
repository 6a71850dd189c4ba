// A fake CRM page: what Tryton's reader recognises, on a server of our own, and a script that misbehaves on demand.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = `<!doctype html><html lang="en"><title>Fake CRM</title>
<style>body{margin:0;font:14px sans-serif}#tabcontent{height:100vh}</style>
<body><div id="tabcontent"><div class="tab-pane active"><div class="form">
<input name="description" value="Plant rollout"><input name="number" value="1"><input name="party" value="Acme">
<select name="state"><option value='"lead"'>Lead</option><option value='"opportunity"' selected>Opportunity</option><option value='"converted"'>Converted</option><option value='"lost"'>Lost</option></select>
<button name="lead" type="button">Set as lead</button><button name="convert" type="button">Convert</button>
<button id="edge" type="button" style="position:fixed;right:0;top:38vh;width:60px;height:70px">At the edge</button>
</div></div></div>
<script>
  window.clicks = 0; window.keys = [];
  addEventListener('keydown', (e) => keys.push(e.key), true);
  for (const [name, state] of [['lead', '"lead"'], ['convert', '"converted"']]) {
    document.querySelector('button[name=' + name + ']').onclick = () => { clicks++; setTimeout(() => { document.querySelector('select').value = state; document.querySelector('.form').classList.toggle('x'); }, 30); };
  }
  // On another record the form shows other values.
  addEventListener('hashchange', () => { const id = /opportunity\\/(\\d+)/.exec(location.hash); if (id) { document.querySelector('[name=number]').value = id[1]; document.querySelector('.form').classList.toggle('x'); } });
</script></body></html>`;

export interface FakeCrm {
  base: string;
  record(id: number): string;
  close(): Promise<void>;
}

/** Served with a policy that forbids frames, styles and markup from strings, as far as a page can. */
export async function fakeCrm(): Promise<FakeCrm> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    });
    response.end(PAGE);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { base, record: (id) => `${base}/#crm/model/sale.opportunity/${id}`, close: () => new Promise((done) => server.close(() => done())) };
}
