/** Words of teaching, apart from the others because few need them. */
import type { Lang } from '../wire/messages.ts';
import { teach as en, type TeachWords } from './en/teach.ts';
import { teach as zh } from './zh/teach.ts';

export type { TeachWords };
export const teachWords = (lang: Lang): TeachWords => (lang === 'zh-CN' ? zh : en);
