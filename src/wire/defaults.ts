import type { Settings } from './messages.ts';

/**
 * Settings before the user changed any.
 * `minimum: confirmed`: a claim without a named customer opens no gate (proposed; the user may choose otherwise).
 * @param language the browser's language tag
 */
export function defaultSettings(language: string): Settings {
  return {
    lang: /^zh/i.test(language) ? 'zh-CN' : 'en',
    theme: 'auto', density: 'normal', side: 'right', width: 400, tabTop: 0.4, name: '', role: 'rep',
    policy: 'warn', minimum: 'confirmed', screenShare: false, singleKeys: true, stageHook: false, badges: true, method: 'ssm', methodRules: [], stageMaps: {}, hiddenOn: [], apiOn: [], writeBack: {},
  };
}
