/** Words of “Bring in my pipeline”, beside the others so that the panel does not carry them. */
import type { Lang } from '../wire/messages.ts';
import { pipeline as en, type PipelineWords } from './en/pipeline.ts';
import { pipeline as zh } from './zh/pipeline.ts';

export type { PipelineWords } from './en/pipeline.ts';
export const pipelineWords = (lang: Lang): PipelineWords => (lang === 'zh-CN' ? zh : en);
