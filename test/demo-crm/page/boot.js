import { RENAMED, fieldLabel as label, objectLabel as object, objectPlural as plural, optionLabel as option, options as optionsOf, text } from '../labels.mjs';

/** What the server told the page: {lang, shadow, layout, currency, app, user, org}. */
export const boot = JSON.parse(document.getElementById('demo-boot').textContent);
export const locale = boot.lang === 'zh' ? 'zh-CN' : 'en-US';
export const t = text(boot.lang);
export function fieldLabel(object, field) {
  const own = boot.layout === 'renamed' && object === 'Opportunity' ? RENAMED[field] : null;
  return own ? own[boot.lang === 'zh' ? 1 : 0] : label(boot.lang, object, field);
}
export const objectLabel = (o) => object(boot.lang, o);
export const objectPlural = (o) => plural(boot.lang, o);
export const optionLabel = (f, v) => option(boot.lang, f, v);
export const options = (f) => optionsOf(boot.lang, f);
