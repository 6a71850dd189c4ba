/**
 * What evidence is refused as filler, pure. A claim may be bare (who and when are in its stamp); what is written must be
 * something that another person can check, and a customer's name needs the customer's words or a link beside it.
 */
import type { Messages } from '../../../i18n/index.ts';

export interface ClaimForm {
  text: string;
  link: string;
  saidBy: string;
  saidOn: string;
  expires: string;
}

export type Fault =
  | { field: 'text'; why: 'empty' | 'short' | 'placeholder' | 'asked' }
  | { field: 'text'; why: 'same'; as: string }
  | { field: 'link'; why: 'link' }
  | { field: 'saidOn'; why: 'future' }
  | { field: 'expires'; why: 'past' };

const PLACEHOLDERS = new Set([
  'tbd', 'tba', 'tbc', 'todo', 'na', 'none', 'nothing', 'nil', 'null', 'test', 'testing', 'asdf', 'qwerty', 'xxx', 'foo', 'bar', 'lorem ipsum', 'dummy', 'ok', 'okay', 'yes',
  'done', 'later', 'tomorrow', 'soon', 'same', 'same as above', 'see above', 'ditto', 'as discussed', 'pending', 'to be done', 'to be defined', 'to be determined', 'coming soon',
  'will update', 'will follow', 'placeholder', 'n a', '待定', '暂无', '无', '没有', '测试', '待补充', '待补', '待确认', '同上', '如上', '见上', '好的', '可以', '是', '已完成', '完成', '稍后', '以后', '回头补', '略',
]);

/** Width, case and punctuation do not make a text another one. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Han characters say as much as two letters. */
function weight(text: string): number {
  return [...plain(text).replaceAll(' ', '')].reduce((n, c) => n + (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(c) ? 2 : 1), 0);
}

/** Whether a sentence is too thin for someone else to check; null when it will do. */
export function tooThin(text: string): 'empty' | 'short' | 'placeholder' | null {
  if (text.trim() === '') return 'empty';
  if (isLink(text)) return null;
  const words = plain(text);
  if (PLACEHOLDERS.has(words) || /^(.)\1*$/u.test(words.replaceAll(' ', ''))) return weight(text) <= 1 ? 'short' : 'placeholder';
  return weight(text) < 6 ? 'short' : null;
}

/** A web address that can be opened from the panel; `javascript:` and the like cannot. */
export function isLink(text: string): boolean {
  const typed = text.trim();
  if (!/^https?:\/\//i.test(typed) || /\s/.test(typed)) return false;
  try {
    return ['http:', 'https:'].includes(new URL(typed).protocol);
  } catch {
    return false;
  }
}

/**
 * What is wrong with a claim; empty when it can be saved.
 * @param asked texts of the outcome itself and its hint, in both languages
 * @param others evidence texts of the deal's other outcomes, with the name of each
 */
export function faults(form: ClaimForm, today: string, asked: readonly string[], others: readonly { name: string; text: string }[]): Fault[] {
  const found: Fault[] = [];
  const thin = tooThin(form.text);
  const named = form.saidBy.trim() !== '';
  if (thin === 'empty') {
    if (named && form.link.trim() === '') found.push({ field: 'text', why: 'empty' });
  } else if (thin) found.push({ field: 'text', why: thin });
  else if (asked.some((a) => plain(a) === plain(form.text))) found.push({ field: 'text', why: 'asked' });
  else if (!isLink(form.text)) {
    const twin = others.find((o) => plain(o.text) === plain(form.text));
    if (twin) found.push({ field: 'text', why: 'same', as: twin.name });
  }
  if (form.link.trim() !== '' && !isLink(form.link)) found.push({ field: 'link', why: 'link' });
  if (named && form.saidOn > today) found.push({ field: 'saidOn', why: 'future' });
  if (form.expires !== '' && form.expires < today) found.push({ field: 'expires', why: 'past' });
  return found;
}

/** A fault in words. */
export function fault(f: Fault | 'empty' | 'short' | 'placeholder', m: Messages['proof']['filler']): string {
  if (typeof f === 'string') return f === 'empty' ? m.reason : m[f];
  return f.why === 'same' ? m.same(f.as) : m[f.why];
}

/** Form kept as a draft: JSON, because a draft is a text. A text of another shape counts as no draft. */
export function readForm(draft: string): Partial<ClaimForm> {
  if (draft === '') return {};
  try {
    const raw: unknown = JSON.parse(draft);
    if (typeof raw !== 'object' || raw === null) return {};
    return Object.fromEntries(['text', 'link', 'saidBy', 'saidOn', 'expires'].flatMap((k) => {
      const v = (raw as Record<string, unknown>)[k];
      return typeof v === 'string' ? [[k, v]] : [];
    }));
  } catch {
    return {};
  }
}
