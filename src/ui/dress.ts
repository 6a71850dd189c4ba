/** Language, theme and density of a document follow the settings. */
import type { Settings } from '../wire/messages.ts';

const scheme = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Puts the settings onto `<html>`. */
export function dress(root: HTMLElement, settings: Pick<Settings, 'lang' | 'theme' | 'density'>): void {
  root.lang = settings.lang;
  root.dataset['theme'] = settings.theme === 'auto' ? (scheme().matches ? 'dark' : 'light') : settings.theme;
  root.dataset['density'] = settings.density;
}

/** Calls back when the system turns light or dark. */
export function onScheme(changed: () => void, signal: AbortSignal): void {
  scheme().addEventListener('change', changed, { signal });
}
