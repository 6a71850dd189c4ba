import type { Messages } from '../en/index.ts';

export const badges: Messages['badges'] = {
  title: 'StageProof：本页商机的证明',
  label: (name, line) => (name ? `${name}：${line}` : line),
  setting: '列表与看板上的标记',
  hint: '在已知商机旁显示小标记：已证明项 / 所需项。',
};
