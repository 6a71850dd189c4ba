// What StageProof puts into a CRM page, as a test or a picture reaches it: the panel's frame, and the elements of the
// closed shadow root, which neither the page nor Playwright's selectors see.

/** Waits until check() holds or answers something; throws with the words of `what` after `timeout` ms. */
export async function until(check, what, timeout = 15_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms in vain for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export const panelNow = page => page.frames().find(f => /^chrome-extension:\/\/[^/]+\/(?:.*\/)?panel\.html/.test(f.url()));
export const panel = (page, timeout) => until(() => panelNow(page), `the panel in ${page.url()}`, timeout);

const sessions = new WeakMap();
function sessionOf(page) {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  return sessions.get(page);
}

async function closedRoots(cdp) {
  const {root} = await cdp.send('DOM.getDocument', {depth: -1, pierce: true});
  const found = [];
  const walk = node => {
    for (const shadow of node.shadowRoots ?? []) {
      if (shadow.shadowRootType === 'closed') found.push(shadow);
      walk(shadow);
    }
    node.children?.forEach(walk);
  };
  walk(root);
  return found;
}

export async function inHost(page, selector) {
  const cdp = await sessionOf(page);
  for (const root of await closedRoots(cdp)) {
    const {object} = await cdp.send('DOM.resolveNode', {backendNodeId: root.backendNodeId});
    const {result} = await cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId, functionDeclaration: 'function(s) { return this.querySelector(s) }', arguments: [{value: selector}],
    });
    if (result.objectId) return handle(page, cdp, result.objectId);
  }
  return null;
}

function handle(page, cdp, objectId) {
  const call = async (functionDeclaration, ...args) => {
    const {result, exceptionDetails} = await cdp.send('Runtime.callFunctionOn', {
      objectId, functionDeclaration, arguments: args.map(value => ({value})), returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const box = () => call('function() { const {x, y, width, height} = this.getBoundingClientRect(); return {x, y, width, height} }');
  return {
    box,
    text: () => call('function() { return this.innerText ?? this.textContent }'),
    attribute: name => call('function(n) { return this.getAttribute(n) }', name),
    style: name => call('function(n) { return getComputedStyle(this).getPropertyValue(n) }', name),
    focus: () => call('function() { this.focus() }'),
    run: declaration => call(declaration),
    async click() {
      const {x, y, width, height} = await box();
      await page.mouse.click(x + width / 2, y + height / 2);
    },
  };
}

export const fromHost = (page, selector, timeout) => until(() => inHost(page, selector), `"${selector}" in a closed shadow root of ${page.url()}`, timeout);

export const restingTab = (page, timeout) => fromHost(page, 'button', timeout);

export async function panelBox(page) {
  const frame = await inHost(page, 'iframe');
  if (!frame) return null;
  const box = await frame.box();
  const hidden = await frame.style('display') === 'none' || await frame.style('visibility') === 'hidden';
  return box.width > 0 && !hidden ? box : null;
}

export async function openPanel(page) {
  if (!await panelBox(page)) await (await restingTab(page)).click();
  const frame = await panel(page);
  await frame.waitForLoadState('domcontentloaded');
  return frame;
}
