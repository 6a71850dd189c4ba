/** Sales Path (Aura's runtime_sales_pathassistant:pathAssistant): chevrons, one button, and the closed-stage dialog. */
import { STAGES } from '../../labels.mjs';
import { fieldLabel, optionLabel, t } from '../boot.js';
import { h, icon } from '../dom.js';
import { save } from '../records.js';
import { openModal } from './modal.js';
import { toast, toastFailure } from './toast.js';

const OPEN = STAGES.filter((s) => !s.closed).map((s) => s.api);
const CLOSED = STAGES.filter((s) => s.closed).map((s) => s.api);

/** Mounts the path into `host`; answers `update(record)`. */
export function mountPath(host) {
  let record = null;
  let picked = null;
  let busy = false;
  const list = h('ul.slds-path__nav', { role: 'listbox', 'aria-label': t('pathOptions'), 'aria-orientation': 'horizontal' });
  const label = h('span.label.bBody', { dir: 'ltr' });
  const button = h('button', { type: 'button', 'data-aura-class': 'uiButton', onclick: press }, icon('utility:check', 'slds-button__icon slds-button__icon_left'), label);
  host.append(h('div.runtime_sales_pathassistantPathAssistant', { 'data-aura-class': 'runtime_sales_pathassistantPathAssistant' },
    h('div.slds-path', {}, h('div.slds-grid.slds-path__track', {},
      h('div.slds-grid.slds-path__scroller-container', {}, h('div.slds-path__scroller.uiScroller', {}, h('div.slds-path__scroller_inner', {}, list))),
      h('div.slds-grid.slds-path__action.runtime_sales_pathassistantPathAssistantHeader', { 'data-aura-class': 'runtime_sales_pathassistantPathAssistantHeader' }, h('span.slds-path__stage-name'), button)))));

  const stage = () => record.fields.StageName.value;
  const isClosed = () => CLOSED.includes(stage());

  function steps() {
    const last = isClosed() ? { name: stage(), title: optionLabel('StageName', stage()) } : { name: 'Closed', title: t('closed') };
    return [...OPEN.map((api) => ({ name: api, title: optionLabel('StageName', api) })), last];
  }

  function draw() {
    const all = steps();
    const at = isClosed() ? all.length - 1 : OPEN.indexOf(stage());
    list.replaceChildren(...all.map((step, i) => {
      const current = i === at;
      const active = picked ? picked === step.name : current;
      const lost = isClosed() && stage() === 'Closed Lost';
      const state = lost ? (current ? 'slds-is-lost' : 'slds-is-incomplete') : isClosed() ? 'slds-is-complete' : i < at ? 'slds-is-complete' : current ? 'slds-is-current' : 'slds-is-incomplete';
      const won = current && isClosed() && !lost ? 'slds-is-won slds-is-current' : '';
      return h('li', { class: `slds-path__item runtime_sales_pathassistantPathAssistantTabSet ${state} ${won} ${active ? 'slds-is-active' : ''}`.replace(/\s+/g, ' ').trim(), 'data-name': step.name, role: 'presentation' },
        h('a.slds-path__link.tabHeader', { title: step.title, role: 'option', 'aria-selected': String(active), href: 'javascript:void(0);', tabindex: active ? '0' : '-1', onclick: () => pick(step.name, current) },
          h('span.slds-path__stage', {}, state === 'slds-is-complete' ? icon('utility:check', 'slds-icon slds-icon_x-small') : null, h('span.slds-assistive-text', {}, current ? t('currentStage') : i < at ? t('stageComplete') : '')),
          h('span.title.slds-path__title', {}, step.title)));
    }));
    const [cls, words] = action();
    button.className = `slds-button slds-button_brand slds-path__mark-complete stepAction ${cls} uiButton`;
    button.disabled = busy;
    label.textContent = words;
    button.firstElementChild.style.display = cls === 'current' && !isClosed() ? '' : 'none';
  }

  /** The button says what a press would do: complete the current step, jump to the picked one, or ask for the closed stage. */
  function action() {
    if (!picked || picked === stage()) return ['current', isClosed() ? t('changeClosed') : t('markComplete')];
    if (picked === 'Closed') return ['active', t('selectClosed')];
    return ['active', t('markCurrent')];
  }

  function pick(name, current) {
    picked = current ? null : name;
    draw();
  }

  function press() {
    if (picked === 'Closed' || (!picked && (isClosed() || stage() === OPEN.at(-1)))) return askClosed();
    return move(picked ?? OPEN[OPEN.indexOf(stage()) + 1]);
  }

  function askClosed() {
    const select = h('select.stepAction.slds-select', { 'aria-label': t('closed'), name: 'StageName' }, h('option', { value: '' }, t('none')), ...CLOSED.map((api) => h('option', { value: api, selected: api === stage() }, optionLabel('StageName', api))));
    const close = openModal(t('closeTitle'), h('div.slds-form-element', {}, h('label.slds-form-element__label', {}, h('abbr.slds-required', { title: 'required' }, '*'), fieldLabel('Opportunity', 'StageName')), h('div.slds-form-element__control.slds-select_container', {}, select)),
      [h('button.slds-button.slds-button_neutral.uiButton', { type: 'button', onclick: () => close() }, t('cancel')),
        h('button.slds-button.slds-button_brand.uiButton', { type: 'button', onclick: async () => { if (select.value && await move(select.value)) close(); } }, t('save'))], { size: 'slds-modal_small' });
    return close;
  }

  async function move(to) {
    busy = true;
    draw();
    try {
      await save(record.id, { StageName: to });
      picked = null;
      toast('success', t('stageChanged'));
      return true;
    } catch (error) {
      toastFailure(error);
      return false;
    } finally {
      busy = false;
      draw();
    }
  }

  return (next) => {
    if (record?.fields.StageName.value !== next.fields.StageName.value) picked = null;
    record = next;
    draw();
  };
}
