/**
 * Which CRM a page belongs to, by marks of its own client: for servers that people run themselves, whose address says nothing.
 * Two marks or none: a page that only mentions a CRM has one at most. Where none fits, nothing is assumed.
 */

/**
 * The id of the CRM whose client this page is, or null. Given to the page by the worker, so it stands alone and uses nothing
 * from outside. Seen on Tryton 6.0 and Odoo 19, 2026-11-21; Odoo's login and boot script after its public source, 16 to 19.
 */
export function crmByMarks(): 'tryton' | 'odoo' | 'dynamics365' | null {
  const has = (css: string): boolean => document.querySelector(css) !== null;
  const inline = (word: RegExp): boolean => [...document.scripts].some((s) => !s.src && word.test((s.textContent ?? '').slice(0, 2_000)));
  const odooAssets = has('link[href*="/web/assets/"],script[src*="/web/assets/"],link[href*="/web/content/"][href*="assets"]');
  const odooClient = has('body.o_web_client,form.oe_login_form,meta[name=generator][content="Odoo"]') || inline(/\bodoo\s*=\s*\{|\bodoo\.__session_info__/);
  if (odooClient && (odooAssets || has('.o_main_navbar,.o_action_manager'))) return 'odoo';
  if (has('script[src*="tryton-sao"],link[href*="tryton-sao"]') && has('#main_navbar,#tabcontent,#user-preferences,#title')) return 'tryton';
  // On one's own server Dynamics has no vendor's domain: its application shell and its web resources.
  if (has('#shell-container,#mainContent,[data-id="navbar-container"]') && has('script[src*="/uclient/"],link[href*="/uclient/"]')) return 'dynamics365';
  return null;
}
