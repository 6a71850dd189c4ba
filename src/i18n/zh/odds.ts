import type { Messages } from '../en/index.ts';

export const odds: Messages['odds'] = {
  title: '赢率',
  summary: (declared, supported, most) => `申报 ${declared} · 可观察 ${supported} · 上限 ${most}`,
  declare: '我方申报',
  none: '无',
  statements: '可观察语句',
  holds: '成立',
  byProof: '由证明支持',
  cap: (odds) => `不高于 ${odds}%`,
  supports: (odds) => `支持 ${odds}%`,
  next: (text) => `接下来弄清：${text}`,
  agree: '申报赢率与可观察的情况相符。',
};
