/** Contradictions between declared odds and what can be seen, in words. */
import type { L } from '../domain/method.ts';
import type { Contradiction } from '../domain/odds.ts';

const status = {
  open: { en: 'open', zh: '进行中' },
  won: { en: 'won', zh: '赢单' },
  lost: { en: 'lost', zh: '输单' },
} as const;

/** One contradiction as a sentence. */
export function explainOdds(c: Contradiction): L {
  switch (c.code) {
    case 'above-allowed':
      return {
        en: `${c.odds} % is not allowed in this stage; the most is ${c.max} %.`,
        zh: `本阶段赢率不可为 ${c.odds}%，上限为 ${c.max}%。`,
      };
    case 'above-supported':
      return c.because
        ? {
            en: `Declared ${c.odds} %, but the strongest statement that holds supports ${c.supported} %: “${c.because.text.en}”`,
            zh: `申报 ${c.odds}%，而成立的语句最多支持 ${c.supported}%：“${c.because.text.zh}”`,
          }
        : {
            en: `Declared ${c.odds} %, but no statement of this stage holds; without one ${c.supported} % counts.`,
            zh: `申报 ${c.odds}%，但本阶段没有语句成立，此时按 ${c.supported}% 计。`,
          };
    case 'capped':
      return {
        en: `Declared ${c.odds} %, but this caps the odds at ${c.cap} %: “${c.because.text.en}”`,
        zh: `申报 ${c.odds}%，但以下事实将赢率限制在 ${c.cap}%：“${c.because.text.zh}”`,
      };
    case 'held-back': {
      const why = c.because;
      return {
        en: `The evidence supports ${c.supported} %, declared are ${c.odds} %${why ? `: “${why.text.en}”` : ''} Are the odds held back?`,
        zh: `证据支持 ${c.supported}%，申报仅 ${c.odds}%${why ? `：“${why.text.zh}”` : ''} 是否有所保留？`,
      };
    }
    case 'off-ladder':
      return {
        en: `${c.odds} % is no step of the ladder; take ${c.lower} % or ${c.upper} %.`,
        zh: `${c.odds}% 不在赢率档位中，请取 ${c.lower}% 或 ${c.upper}%。`,
      };
    case 'closed-mismatch':
      return {
        en: `Odds of ${c.odds} % contradict a deal that is ${status[c.status].en}.`,
        zh: `赢率 ${c.odds}% 与商机状态“${status[c.status].zh}”矛盾。`,
      };
  }
}
