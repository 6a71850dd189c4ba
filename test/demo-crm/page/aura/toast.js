import { t } from '../boot.js';
import { h, icon, iconButton } from '../dom.js';

const SECONDS = { success: 5, error: 12 };

/** Shows a toast as Lightning does: `toast('success', 'Stage changed successfully.')`; `detail` is a second line. */
export function toast(kind, message, detail = null) {
  const close = iconButton('utility:close', t('close'), { class: 'slds-button slds-button_icon slds-button_icon-inverse toastClose slds-notify__close', onclick: () => box.remove() });
  const box = h('div.slds-notify.slds-notify_toast.forceToastMessage', { class: `slds-notify slds-notify_toast slds-theme_${kind} forceToastMessage`, role: kind === 'error' ? 'alert' : 'status', 'data-aura-class': 'forceToastMessage', 'data-key': kind },
    h('span.slds-icon_container.slds-m-right_small.slds-no-flex', {}, icon(`utility:${kind}`, 'slds-icon slds-icon_small')),
    h('div.slds-notify__content.toastContent', {}, h('span.toastMessage.slds-text-heading_small.forceActionsText', {}, message), detail ? h('div.forceActionsText.demo-toast-detail', {}, detail) : null), close);
  document.querySelector('.forceToastManager').append(box);
  setTimeout(() => box.remove(), SECONDS[kind] * 1000);
}

/** What the user is told about a save that failed: the org's own words, or that something broke. */
export function toastFailure(error) {
  toast('error', t('snag'), error.messages?.join(' ') ?? error.message);
}
