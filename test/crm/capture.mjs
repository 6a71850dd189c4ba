// Takes the page captures that the adapters' tests read, from running CRMs: the document as it stands, with what
// people typed (properties) written as attributes and open shadow roots written declaratively; scripts and styles left out.
// usage: node test/crm/capture.mjs tryton | salesforce | dynamics | hubspot | pipedrive | zoho (the last four: look-alikes)
import {mkdirSync, writeFileSync} from 'node:fs';
import {chromium} from 'playwright-core';
import {findBrowser} from '../tools/browser.mjs';
import {up} from '../tryton/tryton.mjs';

/** Runs in the page. */
function serialise() {
  const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
  const DROP = new Set(['SCRIPT', 'STYLE', 'LINK', 'NOSCRIPT', 'SVG', 'svg', 'IMG']);
  const esc = (text, quote) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(quote ? /"/g : /$^/, '&quot;');
  const out = (node) => {
    if (node.nodeType === 3) return esc(node.data);
    if (node.nodeType !== 1 || DROP.has(node.tagName)) return '';
    const tag = node.localName;
    const attributes = new Map([...node.attributes].map(a => [a.name, a.value]));
    if (tag === 'input' && !['checkbox', 'radio'].includes(node.type)) attributes.set('value', node.value);
    if (tag === 'input' && node.checked) attributes.set('checked', '');
    if (tag === 'option') attributes.delete('selected');
    if (tag === 'option' && node.selected) attributes.set('selected', '');
    const head = `<${tag}${[...attributes].map(([k, v]) => ` ${k}="${esc(v, true)}"`).join('')}>`;
    if (VOID.has(tag)) return head;
    const shadow = node.shadowRoot ? `<template shadowrootmode="open">${[...node.shadowRoot.childNodes].map(out).join('')}</template>` : '';
    const inner = tag === 'textarea' ? esc(node.value) : [...node.childNodes].map(out).join('');
    return `${head}${shadow}${inner}</${tag}>`;
  };
  return `<!doctype html>\n${out(document.documentElement)}\n`;
}

const [what] = process.argv.slice(2);
const folder = new URL(`${what}/pages/`, import.meta.url);
mkdirSync(folder, {recursive: true});
const fake = ['dynamics', 'hubspot', 'pipedrive', 'zoho'].includes(what) ? await (await import('../lookalike/capture.mjs')).open(what) : null;
const browser = await chromium.launch({
  executablePath: findBrowser().path, args: ['--no-sandbox', `--host-resolver-rules=${['MAP *.force.com 127.0.0.1', 'MAP *.salesforce.com 127.0.0.1', ...fake?.hostRules ?? []].join(', ')}`],
});
const page = await (await browser.newContext({viewport: {width: 1400, height: 900}, locale: 'en-US', ignoreHTTPSErrors: true})).newPage();
const keep = async name => {
  const today = new Date().toISOString().slice(0, 10);
  const note = `<!-- origin: ${page.url()} | taken: ${today} | ${what} -->\n`;
  // In a world of its own, as a content script: a page with synthetic shadow patches what its own world sees.
  const cdp = await page.context().newCDPSession(page);
  const {frameTree} = await cdp.send('Page.getFrameTree');
  const {executionContextId: contextId} = await cdp.send('Page.createIsolatedWorld', {frameId: frameTree.frame.id});
  const {result} = await cdp.send('Runtime.evaluate', {expression: `(${serialise})()`, contextId, returnByValue: true});
  writeFileSync(new URL(`${name}.html`, folder), note + result.value);
  console.log(name, page.url());
};

if (what === 'tryton') {
  const env = await up();
  await page.goto(`${env.base}/#${env.database}`);
  await page.waitForFunction(name => document.querySelector('input#database')?.value === name, env.database);
  await page.waitForTimeout(300);
  await keep('login');
  await page.fill('#login', 'rep');
  await page.click('.modal-dialog button.btn-primary');
  await page.fill('#ask-dialog-entry', env.logins.rep);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#menu tr', {state: 'attached'});
  await keep('home');
  await page.goto(env.list_url);
  await page.waitForSelector('.tab-pane.active tbody tr td', {state: 'attached'});
  await page.waitForTimeout(800);
  await keep('list');
  const idle = () => page.waitForFunction(() => !document.querySelector('#processing')?.offsetParent);
  for (const [reference, {id}] of Object.entries(env.opportunities)) {
    // A reload closes the client's tabs, so that each page holds one record; the second keeps the first one's tab.
    if (reference !== 'OPP-ACME-2') await page.goto('about:blank');
    await page.goto(env.record_url.replace('{id}', id));
    await page.waitForFunction(r => document.querySelector('.tab-pane.active input[name=reference]')?.value === r, reference);
    await idle();
    await page.waitForTimeout(300);
    await keep(reference.toLowerCase());
  }
  // The last record is the lead without a party: the server refuses to move it.
  await page.click('.tab-pane.active button[name=opportunity]');
  await page.waitForSelector('.modal.in, .modal.show', {state: 'attached'});
  await page.waitForTimeout(500);
  await keep('refusal');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await page.goto('about:blank');
  await page.goto(`${env.base}/#${env.database}/model/party.party/${env.parties['Acme Robotics']}`);
  await page.waitForFunction(() => document.querySelector('.tab-pane.active input[name=name]')?.value);
  await idle();
  await keep('party');
  await page.goto('about:blank');
  await page.goto(env.list_url);
  await page.waitForSelector('.tab-pane.active tbody tr td', {state: 'attached'});
  await idle();
  await page.click('.tab-pane.active .btn-toolbar #new_');
  await page.waitForSelector('.tab-pane.active select[name=state] option:checked:not([value=""])', {state: 'attached'});
  await page.waitForTimeout(500);
  await keep('new-record');
}
if (what === 'salesforce') {
  // The look-alike, under the host names of a real org.
  const {serve} = await import('../demo-crm/server.mjs');
  const server = await serve({tls: true});
  const {makeId} = await import('../demo-crm/server/ids.mjs');
  const base = `https://northlight-demo.lightning.force.com:${server.port}`;
  const open = async (path, ready) => {
    await page.goto(base + path);
    await page.locator(ready).first().waitFor({state: 'attached'});
    await page.waitForTimeout(700);
  };
  const deal = tail => `/lightning/r/Opportunity/${makeId('Opportunity', tail)}/view`;
  const step = '.slds-path__nav li.slds-is-active';
  for (const shadow of ['synthetic', 'native']) {
    const some = shadow === 'native' ? ['ACME1', 'NOAMT'] : ['ACME1', 'HARBR', 'QIMNG', 'CORVD', 'ACME2', 'MERID', 'NOAMT', 'MRKUP'];
    for (const tail of some) {
      await open(`${deal(tail)}?lang=en&layout=standard&currency=symbol&app=sales&shadow=${shadow}`, step);
      await keep(`${tail.toLowerCase()}-${shadow}`);
    }
  }
  await open(`${deal('ACME1')}?lang=zh&shadow=synthetic`, step);
  await keep('acme1-zh');
  await open(`${deal('QIMNG')}?lang=zh&layout=dynamic&currency=code`, step);
  await keep('qimng-zh-dynamic');
  await open(`${deal('ACME1')}?lang=en&layout=standard&currency=symbol`, step);
  await page.click(`text=Acme Robotics`);
  await page.waitForTimeout(900);
  await keep('account');
  await page.goBack();
  await page.waitForTimeout(500);
  await page.click('a[href*="/lightning/o/Opportunity/"]');
  await page.waitForTimeout(900);
  await keep('list');
  await page.click('text=Fleet telemetry 2027');
  await page.locator('.oneContent.active .slds-path__nav li.slds-is-active').waitFor({state: 'attached'});
  await page.waitForTimeout(900);
  await keep('visited'); // earlier pages are still in the document
  await page.click('.oneContent.active button[name=Edit]');
  await page.locator('[role=dialog] button[name=StageName]').waitFor();
  await page.waitForTimeout(500);
  await keep('edit-modal');
  await open(`${deal('ACME1')}?app=console`, step);
  await page.click('.oneConsoleTab.active .oneConsoleTab.active a[href*="/001"]');
  await page.waitForTimeout(900);
  await keep('console-subtab');
  await server.close();
}
if (fake) await fake.take(page, keep);
await browser.close();
