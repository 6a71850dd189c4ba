/** What the pack reader says about a fault, in plain words and both languages. `{name}` marks a value put in. */
import type { L } from '../domain/method.ts';

const message = (en: string, zh: string): L => ({ en, zh });

export const packMessages = {
  'too-large': message(
    'The file is larger than {max} MB. A pack holds text only; remove embedded pictures or other files.',
    '文件超过 {max} MB。方法包只含文字，请移除内嵌图片或其他文件。',
  ),
  'too-deep': message('The file nests lists or objects too deeply to be a pack.', '文件嵌套层级过深，不是有效的方法包。'),
  empty: message('The file is empty.', '文件为空。'),
  'not-json': message(
    'This is not valid JSON: {what}.',
    '此处不是有效的 JSON：{what}。',
  ),
  'duplicate-key': message(
    '“{key}” is written twice in the same object; only one of them would count. Remove one.',
    '同一对象中“{key}”出现两次，只有一处会生效，请删除一处。',
  ),
  'not-a-pack': message(
    'The file must hold one object with “id”, “name” and “stages”.',
    '文件应为一个对象，含“id”“name”和“stages”。',
  ),
  'wrong-type': message('“{field}” must be {expected}.', '“{field}”应为{expected}。'),
  missing: message('“{field}” is missing here.', '此处缺少“{field}”。'),
  'bad-id': message(
    '“{value}” cannot be an id: use letters, digits, “-”, “_” and “.”, at most 80, beginning with a letter or digit.',
    '“{value}”不能用作 id：只可用英文字母、数字、“-”“_”“.”，最多 80 个字符，且以字母或数字开头。',
  ),
  'bad-version': message(
    '“{field}” must be a version such as {example}.',
    '“{field}”应为版本号，例如 {example}。',
  ),
  'out-of-range': message('“{field}” must lie between {min} and {max}.', '“{field}”应在 {min} 与 {max} 之间。'),
  'not-one-of': message('“{field}” must be one of: {values}.', '“{field}”只能是：{values}。'),
  'no-text': message(
    '“{field}” needs a text: {"en": "…", "zh": "…"}, at least one of the two.',
    '“{field}”需要文字：{"en": "…", "zh": "…"}，至少填写一种语言。',
  ),
  'too-short': message('“{field}” must not be empty.', '“{field}”不能为空。'),
  'too-long': message('“{field}” is too long (at most {max}).', '“{field}”过长（最多 {max}）。'),
  invalid: message('“{field}” does not have the shape a pack needs here.', '“{field}”不符合方法包的格式。'),
  'duplicate-id': message(
    'The id “{id}” is used twice (first in line {line}). Every id in a pack is unique, because answers hang on it.',
    'id“{id}”重复使用（首次在第 {line} 行）。答案依附于 id，方法包内的 id 必须唯一。',
  ),
  'duplicate-order': message(
    'Two stages have the order {order}. Number the stages 1, 2, 3 …',
    '有两个阶段的次序同为 {order}，请按 1、2、3……编号。',
  ),
  'order-gap': message(
    'Stage orders must run 1, 2, 3 … without a gap; {order} is missing.',
    '阶段次序应为连续的 1、2、3……，缺少 {order}。',
  ),
  'phase-back': message(
    'The unified phase goes back from {before} to {after}; stages usually move forward.',
    '统一阶段由 {before} 退回 {after}，阶段通常应向前推进。',
  ),
  'exit-criteria': message(
    'A stage has exactly one exit criterion; “{stage}” has {count}.',
    '每个阶段只能有一条退出标准，“{stage}”有 {count} 条。',
  ),
  'completion-mark': message(
    'Exactly one outcome of a stage carries "isCompletionMark": true; “{stage}” has {count}.',
    '每个阶段有且仅有一条成果标记 "isCompletionMark": true，“{stage}”有 {count} 条。',
  ),
  'mark-not-required': message(
    'The completion mark “{id}” is not in the exit criterion’s “requires”, so the stage could end without it.',
    '完成标志“{id}”不在退出标准的“requires”中，阶段可能在缺少它时结束。',
  ),
  'no-requirements': message(
    'The exit criterion of “{stage}” requires nothing: moving on will never ask for proof.',
    '“{stage}”的退出标准没有要求任何成果，推进时不会要求证据。',
  ),
  'unknown-outcome': message(
    'No outcome in this pack has the id “{id}”.{hint}',
    '方法包中没有 id 为“{id}”的成果。{hint}',
  ),
  'foreign-outcome': message(
    '“{id}” belongs to another stage; an exit criterion requires outcomes of its own stage.',
    '“{id}”属于其他阶段；退出标准只能引用本阶段的成果。',
  ),
  'unknown-stage': message('No stage in this pack has the id “{id}”.{hint}', '方法包中没有 id 为“{id}”的阶段。{hint}'),
  'gate-order': message(
    'The gate stands after “{after}” but before the earlier stage “{before}”.',
    '该决策点位于“{after}”之后，却又在更早的“{before}”之前。',
  ),
  'unknown-tool': message(
    '“{id}” is no canvas, assessment or review point we know; it will be shown as plain text.{hint}',
    '“{id}”不是已知的画布、评估或评审点，将按普通文字显示。{hint}',
  ),
  'unknown-threshold': message(
    'No check has a threshold “{id}”; the value does nothing.{hint}',
    '没有检查使用阈值“{id}”，该值不起作用。{hint}',
  ),
  'unknown-decider': message(
    '“{id}” is not one of the known roles; it will be shown as written.{hint}',
    '“{id}”不是已知角色，将按原文显示。{hint}',
  ),
  'required-differs': message(
    '“required” of “{id}” says {said}, but the exit criterion decides: it counts as {counts}.',
    '“{id}”的“required”写为 {said}，但以退出标准为准：按 {counts} 处理。',
  ),
  'missing-translation': message(
    'The {missing} text is missing; the {present} one will be shown instead.',
    '缺少{missing}文字，将以{present}代替。',
  ),
  'unknown-field': message(
    '“{field}” has no meaning here; it is kept but does nothing.{hint}',
    '“{field}”在此处没有含义，会保留但不起作用。{hint}',
  ),
  'bad-labels': message(
    '“{field}” must be a list of CRM stage labels.',
    '“{field}”应为 CRM 阶段标签的列表。',
  ),
} as const satisfies Record<string, L>;

export type PackCode = keyof typeof packMessages;

/** Put values into a message. A value may itself be a text in two languages. */
export function say(code: PackCode, values: Record<string, string | number | L> = {}): L {
  const fill = (language: 'en' | 'zh') =>
    packMessages[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { en: fill('en'), zh: fill('zh') };
}

const type = (en: string, zh: string): L => ({ en, zh });

/** Names of JSON types for a person. */
export const typeNames: Record<string, L> = {
  string: type('text in quotes', '带引号的文字'),
  number: type('a number', '数字'),
  int: type('a whole number', '整数'),
  boolean: type('true or false', 'true 或 false'),
  array: type('a list [ … ]', '列表 [ … ]'),
  object: type('an object { … }', '对象 { … }'),
  record: type('an object { … }', '对象 { … }'),
};

/** jsonc-parser's error codes in words. */
export const syntaxNames: Record<number, L> = {
  1: type('a symbol that does not belong here', '出现不应有的符号'),
  2: type('a number is written wrongly', '数字格式错误'),
  3: type('a property name in quotes is expected', '此处应为带引号的属性名'),
  4: type('a value is expected', '此处应为一个值'),
  5: type('a colon is expected', '此处应为冒号'),
  6: type('a comma is expected', '此处应为逗号'),
  7: type('a closing brace } is expected', '此处应为右花括号 }'),
  8: type('a closing bracket ] is expected', '此处应为右方括号 ]'),
  9: type('the end of the file is expected', '此处应为文件结尾'),
  10: type('comments are not allowed', '不允许注释'),
  11: type('a comment is not closed', '注释没有结束'),
  12: type('a text is not closed by a quotation mark', '文字缺少结束引号'),
  13: type('a number is cut off', '数字不完整'),
  14: type('a \\u escape is wrong', '\\u 转义错误'),
  15: type('an escape after \\ is wrong', '\\ 之后的转义错误'),
  16: type('a control character stands inside a text', '文字中有控制字符'),
};
