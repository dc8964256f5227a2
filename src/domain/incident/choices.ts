import { z } from 'zod';
import { type ConductLabel, conductLabelSchema, conductNames } from '../conduct/label.ts';

/** Everything a form lets staff choose from: stored value → the words on the screen. */

export const sceneNames = { counter: '対面', phone: '電話', visit: '訪問', net: 'インターネット' } as const;
export const sceneSchema = z.enum(['counter', 'phone', 'visit', 'net']);
export type Scene = z.infer<typeof sceneSchema>;

export const ageNames = {
  unknown: 'わからない',
  '10s': '10代',
  '20s': '20代',
  '30s': '30代',
  '40s': '40代',
  '50s': '50代',
  '60s': '60代',
  '70s': '70代',
  '80s': '80代以上',
} as const;
export const ageSchema = z.enum(['unknown', '10s', '20s', '30s', '40s', '50s', '60s', '70s', '80s']);

export const genderNames = { unknown: 'わからない', male: '男性に見える', female: '女性に見える' } as const;
export const genderSchema = z.enum(['unknown', 'male', 'female']);

export const glassesNames = { unknown: 'わからない', yes: 'あり', no: 'なし' } as const;
export const glassesSchema = z.enum(['unknown', 'yes', 'no']);

export const speakerNames = { caller: '相手', staff: '職員', companion: '同席者' } as const;
export const speakerSchema = z.enum(['caller', 'staff', 'companion']);

/** 類型. The channels see these words and never the free text beside them. */
export { conductLabelSchema as conductSchema, conductNames };
export type Conduct = ConductLabel;

/** Any one of these raises the alert even when 緊急アラート was left off. */
export const dangerNames = {
  violence: '人をたたいた・物を投げた・壊した',
  weapon: '危険な物を持っていた',
  harm: '危害を加えると言った',
  police: '警察に通報した',
  onward: 'ほかの課へ行くと言った',
} as const;
export const dangerSchema = z.enum(['violence', 'weapon', 'harm', 'police', 'onward']);
export type Danger = z.infer<typeof dangerSchema>;

export const endingNames = {
  left: '自分から帰った・電話を切った',
  agreed: '話が終わって帰った',
  asked: '退去や終了をお願いして終わった',
  police: '警察が来て終わった',
  ongoing: 'まだ続いている',
  other: 'その他',
} as const;
export const endingSchema = z.enum(['left', 'agreed', 'asked', 'police', 'ongoing', 'other']);

/** Where somebody is now, as a colleague can tell with one tap and without typing. */
export const placeNames = {
  counter: '課の窓口',
  entrance: '入口・ロビー',
  corridor: '廊下・待合',
  phone: '電話中',
} as const;
export const placeSchema = z.enum(['counter', 'entrance', 'corridor', 'phone']);
export type Place = z.infer<typeof placeSchema>;

/** Whether the line or window records: only what staff know, never a guess. */
export const recordingNames = {
  unknown: 'わからない',
  announced: '録音した(相手に伝えた)',
  silent: '録音した(伝えていない)',
  none: '録音していない',
} as const;
export const recordingSchema = z.enum(['unknown', 'announced', 'silent', 'none']);

/** What we asked of the person, in the order of the manual (p.37–38). */
export const stepNames = {
  warning: '警告',
  stop: '中止の要請',
  leave: '退去の要請',
  final: '最終警告',
  handover: '上司に交代',
  police: '警察へ通報',
} as const;
export const stepSchema = z.enum(['warning', 'stop', 'leave', 'final', 'handover', 'police']);

/** 申出の正当性: judged apart from the conduct. */
export const legitimacyNames = {
  unchecked: '確認中',
  founded: 'もっともな申出',
  partly: '一部もっともな申出',
  unfounded: '応じられない申出',
} as const;
export const legitimacySchema = z.enum(['unchecked', 'founded', 'partly', 'unfounded']);

/** 区側の誤り */
export const wardErrorNames = {
  unchecked: '確認中',
  yes: 'あった',
  partly: '一部あった',
  no: 'なかった',
} as const;
export const wardErrorSchema = z.enum(['unchecked', 'yes', 'partly', 'no']);
