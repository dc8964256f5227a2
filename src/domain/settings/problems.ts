import type { z } from 'zod';

/** What is wrong with one place of a content: path with dots, and what to do, in Japanese for the screen. */
export type Problem = { readonly path: string; readonly message: string };

type Issue = z.core.$ZodIssue;

/** What stands at the path of an issue. */
export const valueAt = (content: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    content,
  );

const NOT_THERE = '入力が必要です。';

const types: Readonly<Record<string, string>> = {
  string: '文字で入力してください。',
  number: '数で入力してください。',
  int: '整数で入力してください。',
  boolean: '「はい」か「いいえ」を選んでください。',
  array: '一覧の形になっていません。書き出したファイルと同じ形にしてください。',
  object: '形が合いません。書き出したファイルと同じ形にしてください。',
};

/** Patterns of the settings' schemas, and how to write what they want. */
const patterns: readonly [pattern: RegExp, message: string][] = [
  [
    /\^\[a-z\]\[a-z0-9-\]/u,
    '英小文字で始まる、英小文字・数字・ハイフンの2〜31字で書いてください(例: zeimu-2)。',
  ],
  [/\[01\]\\d\|2\[0-3\]/u, '「17:15」のように、時と分を2桁ずつで書いてください。'],
];

function formatMessage(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'date') return '「2026-11-22」のように、実際にある日付を書いてください。';
  if (issue.format === 'ends_with') return '「に該当の可能性」で終わる文にしてください。';
  const pattern = issue.pattern ?? '';
  return patterns.find(([known]) => known.test(pattern))?.[1] ?? '書き方を確かめてください。';
}

const count = (value: unknown): string =>
  typeof value === 'string'
    ? `(いま${value.length}字)`
    : Array.isArray(value)
      ? `(いま${value.length}件)`
      : '';

function sizeMessage(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, value: unknown): string {
  const small = issue.code === 'too_small';
  const bound = String(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'string') {
    if (small && bound === '1') return NOT_THERE;
    return `${bound}字${small ? '以上' : 'まで'}で書いてください${count(value)}。`;
  }
  if (issue.origin === 'array') {
    return small ? `${bound}件以上にしてください${count(value)}。` : `${bound}件までです${count(value)}。`;
  }
  return `${bound}${small ? '以上' : '以下'}の数にしてください。`;
}

/** What the refinements of the schemas say, and what to do about it. */
const refinements: readonly [says: RegExp, message: string][] = [
  [/^department ids must be unique$/u, '同じIDの課がほかにあります。別のIDにしてください。'],
  [/^department names must be unique$/u, '同じ名前の課がほかにあります。見分けられる名前にしてください。'],
  [/^must name departments of the ward$/u, '一覧にない課が選ばれています。選び直してください。'],
  [/^line ids must be unique$/u, '同じIDの電話・窓口がほかにあります。別のIDにしてください。'],
  [
    /^what does not record cannot announce/u,
    '録音しない電話・窓口に「案内が流れる」は選べません。どちらかを直してください。',
  ],
  [
    /^eraseDays belongs to what records/u,
    '録音するときは消去までの日数を入れ、録音しないときは空にしてください。',
  ],
  [/^(?:ids must be unique|.+ is there twice)$/u, '同じIDのものがほかにあります。別のIDにしてください。'],
  [
    /^contradicts must name entries$/u,
    '「反対のことを言う文」に、一覧にない文があります。選び直してください。',
  ],
  [/says .+, which is not there$/u, '一覧にない文が選ばれています。選び直してください。'],
  [
    /cannot be said in every scene of/u,
    'この文には、この場面(電話・窓口・訪問)で言えないものがあります。別の文を選ぶか、文の場面を増やしてください。',
  ],
  [/ practises /u, '一覧にない場面が選ばれています。選び直してください。'],
  [/^one choice of a turn is good$/u, 'よい答えは、一つの問いに一つだけにしてください。'],
  [/^each kind of conduct stands once$/u, '同じ行為が二つあります。一つにまとめてください。'],
  [
    /^words must stand in one sentence$/u,
    'かぎかっこと、文の区切り(。！？改行)を入れず、ひと続きの言葉にしてください。',
  ],
  [/^words must have two letters at least$/u, '文字を2字以上入れてください。'],
  [/^words stand twice$/u, '同じ言葉がほかにあります。一つにしてください。'],
  [/^until lies before from$/u, '終わりの日が、始まりの日より前です。日付を直してください。'],
  [/^periods must not overlap$/u, '期間が、ほかの文の期間と重なっています。日付を直してください。'],
];

/** One issue of a schema in Japanese. Never quotes what was sent. */
export function messageOf(issue: Issue, content: unknown): string {
  const value = valueAt(content, issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined || value === null ? NOT_THERE : (types[issue.expected] ?? NOT_THERE);
    case 'too_small':
    case 'too_big':
      return sizeMessage(issue, value);
    case 'invalid_format':
      return formatMessage(issue);
    case 'invalid_value':
      return value === undefined ? NOT_THERE : '一覧から選んでください。';
    case 'unrecognized_keys':
      return 'ここにはない項目が入っています。取りのぞいてください。';
    case 'custom':
      return refinements.find(([says]) => says.test(issue.message))?.[1] ?? '内容を確かめてください。';
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return '内容を確かめてください。';
  }
}

/** More than a person mends at once. */
const SHOWN = 100;

/** Every issue of a schema as a problem of the content, each place once. */
export function problemsOf(error: z.ZodError, content: unknown): Problem[] {
  const found = new Map<string, Problem>();
  for (const issue of error.issues) {
    const path = issue.path.map(String).join('.');
    if (!found.has(path)) found.set(path, { path, message: messageOf(issue, content) });
  }
  return [...found.values()].slice(0, SHOWN);
}
