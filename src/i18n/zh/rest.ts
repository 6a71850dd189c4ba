import type { Messages } from '../en/index.ts';
import { gate } from './gate.ts';

export const rest: Messages['rest'] = {
  open: '打开面板',
  hide: '在本站隐藏',
  drag: '沿边缘移动',
  resize: '调整宽度',
  missing: (n, required) => `${required} 项证明中缺 ${n} 项`,
  complete: '所需证明齐全',
  unmapped: '此 CRM 阶段尚未对应',
  cannotRead: '未能识别此页面。打开面板选择商机，或手动填写。',
  reload: 'StageProof 已更新。重新加载页面即可继续，草稿已保留。',
  panel: 'StageProof 面板',
  verdictPass: (stage) => `可进入“${stage}”`,
  verdictMissing: (n, stage, gates) => gate.missingFor(n, stage, gates),
};
