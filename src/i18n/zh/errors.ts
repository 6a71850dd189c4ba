import type { Messages } from '../en/index.ts';

export const errors: Messages['errors'] = {
  'disk-full': '磁盘已满，未能保存。此前保存的内容都在。请腾出空间，或保存备份文件。',
  'database-denied': '浏览器不允许 StageProof 存储数据。您输入的内容仍在表单中。',
  'database-broken': '无法打开数据库。没有删除任何内容；若仍可读取，请保存备份文件。',
  'not-paired': '没有可保存的商机。请打开一个再试，您输入的内容已保留。',
  'bad-message': '无法以此形式保存。您输入的内容仍在。',
  'bad-backup': '该文件未被接受，没有任何改动。',
  'not-allowed': '仅经理可以这样做。',
  'newer-database': '较新版本的 StageProof 使用过此数据库。请更新 StageProof 后继续，内容没有丢失。',
  unknown: '操作未成功。您输入的内容已保留，请再试一次。',
};
