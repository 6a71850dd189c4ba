import { t } from '../boot.js';
import { h, iconButton } from '../dom.js';

/** Opens an Aura-like modal: `openModal(title, body, [buttons])`; answers close(). Escape closes; focus returns. */
export function openModal(title, body, footer, { size = '' } = {}) {
  const back = document.activeElement;
  const id = `modal-${Math.round(performance.now())}`;
  const box = h('section.slds-modal.slds-fade-in-open.open.active.uiModal', { class: `slds-modal slds-fade-in-open ${size} open active uiModal`, role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id, tabindex: '-1' },
    h('div.modal-container.slds-modal__container', {},
      iconButton('utility:close', t('close'), { class: 'slds-button slds-button_icon slds-modal__close closeIcon', onclick: close }),
      h('div.modal-header.slds-modal__header', {}, h('h2.title.slds-text-heading_medium', { id }, title)),
      h('div.modal-body.slds-modal__content.slds-p-around_medium.scrollable', {}, body),
      footer ? h('div.modal-footer.slds-modal__footer', {}, footer) : null));
  const shade = h('div.slds-backdrop.slds-backdrop_open.modal-glass');
  box.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') close();
  });
  const place = document.querySelector('.uiContainerManager');
  place.append(box, shade);
  (box.querySelector('select') ?? box).focus();
  function close() {
    box.remove();
    shade.remove();
    back?.focus?.();
  }
  return close;
}
