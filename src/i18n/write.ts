/** Words of “Update CRM”, loaded with its screen. */
import type { Lang } from '../wire/messages.ts';
import { write as en, type WriteMessages } from './en/write.ts';
import { write as zh } from './zh/write.ts';

export type { WriteMessages };
export const writeWords = (lang: Lang): WriteMessages => (lang === 'zh-CN' ? zh : en);
