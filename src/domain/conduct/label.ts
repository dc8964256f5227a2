import { z } from 'zod';

/** The kinds of conduct of ANNOTATION §2 with their 類型 names, in the order of the page. */
export const conductNames = {
  time: '時間拘束',
  repeat: 'リピート',
  abuse: '暴言・侮辱',
  violence: '暴力',
  threat: '威嚇・脅迫',
  authority: '権威',
  offsite: '庁舎外拘束',
  sns: 'SNS・ネット',
  sexual: 'セクシュアル',
  demand: '過度な要求',
  record: '録音の圧力',
} as const;

export const conductLabels = [
  'time',
  'repeat',
  'abuse',
  'violence',
  'threat',
  'authority',
  'offsite',
  'sns',
  'sexual',
  'demand',
  'record',
] as const satisfies ReadonlyArray<keyof typeof conductNames>;

export const conductLabelSchema = z.enum(conductLabels);

export type ConductLabel = z.infer<typeof conductLabelSchema>;
