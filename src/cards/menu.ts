import type { Ward } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { departmentName } from '../domain/people/departments.ts';
import { departmentChoices, fixedChoices } from './choices.ts';
import { inert } from './inert.ts';
import type { CardMessage, Expand } from './template.ts';

/** The greeting with its three buttons. */
export function welcome(
  expand: Expand,
  ward: Ward,
  view: { person: Person; coordinator: boolean },
): CardMessage {
  const { person } = view;
  const where = person.department === undefined ? '' : `${departmentName(ward, person.department)}の`;
  const card = expand('welcome', {
    greeting: inert(
      `${person.name.trim() === '' ? '' : `${where}${person.name}さん、`}お疲れさまです。つらい対応があったときは、ここに書いてください。「記録」と送っても始められます。`,
    ),
    coordinator: view.coordinator,
  });
  return { card, summary: 'Tate(盾)です。記録する・調べる・使い方' };
}

/** Asks a new person where they work; the role is asked in local mode only. */
export function register(
  expand: Expand,
  ward: Ward,
  view: {
    asksRole: boolean;
    next: 'menu' | 'record' | 'quick' | 'look-up';
    department: string;
    role: string;
    error: string;
  },
): CardMessage {
  const card = expand('register', {
    asksRole: view.asksRole,
    next: view.next,
    typed: { department: view.department, role: view.role },
    errors: { department: view.error },
    choices: { departments: departmentChoices(ward), roles: fixedChoices.roles },
  });
  return { card, summary: 'はじめに所属の課を教えてください' };
}

const steps = [
  {
    title: '1. 記録する',
    text: '「記録する」を押すか「記録」と送ると、5W1Hの用紙が出ます。言われた言葉は聞いたとおりに書いてください。送ると受付番号が出て、それで保存は終わりです。二度押しても記録は一つです。',
  },
  {
    title: '2. 緊急アラート',
    text: '危険のしるしを選ぶか、緊急アラートを入れると、全課のチャネルに特徴と注意が届きます。名前・電話番号・用件は出ません。',
  },
  {
    title: '3. アラートが届いたら',
    text: '読んだら「確認しました」、その方が来たら「いま来ています」を押してください。詳しい内容は、役割のある人だけが自分のチャットで見られます。',
  },
  {
    title: '4. 上申する',
    text: '控えの「上申する」から、二次対応・対応中止・警察相談・出入禁止の検討をお願いできます。危険が迫っているときは、先に110番と上司へ。',
  },
  {
    title: '5. 対応中',
    text: '「電話」「窓口」「対応中」と送ると、対応のあいだ次に言う一文が出ます。ボタンを押した時刻が残り、「終わりました」で用紙になります。「練習」と送ると、台本の相手と練習できます。',
  },
  {
    title: '6. 使わないもの',
    text: '個人のスマートフォンでの録音や、LINEでの共有はしないでください。正当な苦情は苦情として受け止め、言動とは分けて記録します。',
  },
];

export const help = (expand: Expand): CardMessage => ({ card: expand('help', { steps }), summary: '使い方' });
