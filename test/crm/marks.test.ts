import { afterEach, describe, expect, it } from 'vitest';
import { crmByMarks } from '../../src/crm/marks.ts';
import { closeAll, open, pagesOf } from './kit.ts';

afterEach(closeAll);
/** As the worker has it run in a page: by its text alone, with the page's document. */
const look = (document: Document): string | null => (new Function('document', `return (${crmByMarks.toString()})()`) as (d: Document) => string | null)(document);
const here = (html: string) => look(open(html, 'https://crm.example/'));

describe('marks', () => {
  it('of Odoo’s pages: client, login, records', () => {
    for (const { html, url } of pagesOf('odoo')) expect(look(open(html, url)), url.href).toBe('odoo');
    expect(here('<html><head><link rel="stylesheet" href="/web/assets/1/abc/web.assets_frontend.min.css"></head><body><form class="oe_login_form"></form></body></html>')).toBe('odoo');
    expect(here('<html><head><script src="/web/assets/1/abc/web.assets_web.min.js"></script><script>var odoo = {csrf_token: "x"};</script></head><body></body></html>')).toBe('odoo');
  });
  it('of Tryton’s client', () => {
    expect(here('<html><head><title>Tryton</title><script src="dist/tryton-sao.min.js"></script></head><body><nav><div id="main_navbar"></div></nav></body></html>')).toBe('tryton');
  });
  it.each([
    ['a page about Odoo', '<html><head><title>Odoo</title><meta name="generator" content="Odoo"></head><body><h1>Odoo or Tryton?</h1></body></html>'],
    ['assets alone', '<html><head><link href="/web/assets/x.css"></head><body></body></html>'],
    ['a script’s name alone', '<html><head><script src="dist/tryton-sao.min.js"></script></head><body></body></html>'],
    ['another program', '<html><body class="app"><nav id="main_navbar"></nav></body></html>'],
  ])('of %s: none', (_, html) => expect(here(html)).toBeNull());
  it('of Lightning’s pages: none of these', () => {
    for (const { html, url } of pagesOf('salesforce').slice(0, 3)) expect(look(open(html, url)), url.href).toBeNull();
  });
});
