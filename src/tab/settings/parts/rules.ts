import type { Parts } from '../editing/part.ts';
import { origin } from './origin.ts';

/** 期限としきい値 */
export const rulesParts = {
  ...origin,
  workdayEnd: {
    kind: 'time',
    label: '速報を仕上げる時刻',
    hint: '速報は、その日のこの時刻までに仕上げるよう知らせます。',
  },
  lateAfterHours: {
    kind: 'number',
    label: '遅れた記録とみなす時間',
    unit: '時間',
    least: 1,
    most: 8760,
    hint: '対応からこの時間を過ぎて書いた記録には、遅れた理由をたずねます。',
  },
  ladderWindowHours: {
    kind: 'number',
    label: 'ひと続きの来訪とみなす時間',
    unit: '時間',
    least: 1,
    most: 168,
    hint: '同じ人がこの時間のうちにほかの課へ来たら、ひと続きの来訪として知らせます。',
  },
  chaseMinutes: {
    kind: 'number',
    label: '確認のない課へ知らせ直すまで',
    unit: '分',
    least: 0,
    most: 1440,
    hint: 'アラートに「確認しました」がない課へ、この時間がたつと知らせ直します。0にすると、知らせ直しません。',
  },
  alertDays: {
    kind: 'number',
    label: 'アラートを終えるまで',
    unit: '日',
    least: 1,
    most: 30,
    hint: '新しい動きがないまま、この日数がたったアラートは終わります。',
  },
  longMinutes: {
    kind: 'number',
    label: '時間拘束とみなす長さ',
    unit: '分',
    least: 10,
    most: 480,
    hint: '対応がこの長さ以上になった記録に、「時間拘束」の行為を示します。',
  },
  repeatVisits: {
    kind: 'number',
    label: 'リピートとみなす一週間の来庁',
    unit: '回',
    least: 2,
    most: 50,
    hint: '一週間にこの回数以上来たと書かれた記録に、「リピート」の行為を示します。',
  },
  repeatCalls: {
    kind: 'number',
    label: 'リピートとみなす一日の電話',
    unit: '回',
    least: 2,
    most: 100,
    hint: '一日にこの回数以上電話があったと書かれた記録に、「リピート」の行為を示します。',
  },
} as const satisfies Parts;
