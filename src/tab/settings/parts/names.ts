import type { Scene } from '../../../domain/incident/choices.ts';
import type { Ward } from '../../../domain/people/departments.ts';
import type { Conduct } from '../../../domain/incident/choices.ts';

/** The words of the service for stored values, again: the page takes no values from the service's side. */

type Age = NonNullable<Ward['exempt']>['ages'][number];

export const ageNames: Readonly<Record<Age, string>> = {
  unknown: 'わからない',
  '10s': '10代',
  '20s': '20代',
  '30s': '30代',
  '40s': '40代',
  '50s': '50代',
  '60s': '60代',
  '70s': '70代',
  '80s': '80代以上',
};

export const sceneNames: Readonly<Record<Scene, string>> = {
  counter: '対面',
  phone: '電話',
  visit: '訪問',
  net: 'インターネット',
};

export const conductNames: Readonly<Record<Conduct, string>> = {
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
};

/** An id by its name; one that has none shows as itself. */
export const nameOf = (names: Readonly<Record<string, string>>, id: unknown): string =>
  names[String(id)] ?? String(id);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
