import {
  ageNames,
  conductNames,
  dangerNames,
  endingNames,
  genderNames,
  glassesNames,
  recordingNames,
  sceneNames,
  speakerNames,
  stepNames,
} from '../domain/incident/choices.ts';
import type { Features, IncidentContent } from '../domain/incident/content.ts';
import { dayAndTime } from '../domain/time.ts';
import { type Fact, fact, present } from './inert.ts';

const known = (value: string, names: Readonly<Record<string, string>>): string =>
  value === 'unknown' ? '' : (names[value] ?? '');

/** 「50代・男性に見える」 */
export const appearance = (features: Features): string =>
  [known(features.age, ageNames), known(features.gender, genderNames)]
    .filter((part) => part !== '')
    .join('・');

export const featureFacts = (features: Features): Fact[] =>
  present([
    fact('見た目', appearance(features)),
    fact('身長・体格', features.build),
    fact('髪', features.hair),
    fact('眼鏡', known(features.glasses, glassesNames)),
    fact('服装', features.clothing),
    fact('持ち物', features.belongings),
    fact('声・話し方', features.voice),
  ]);

export const conductLine = (conduct: IncidentContent['conduct']): string =>
  conduct.map((label) => conductNames[label]).join('、');

export const dangerLine = (danger: IncidentContent['danger']): string =>
  danger.map((mark) => dangerNames[mark]).join('、');

/** いつ・どこで, without the window. */
export const whenLine = (content: IncidentContent): string =>
  `${dayAndTime(content.occurredAt)}${content.minutes === undefined ? '' : `(${content.minutes}分間)`}`;

/** A whole record; `limited` leaves out identity, place, the matter and everything told in sentences. */
export function recordFacts(content: IncidentContent, department: string, limited: boolean): Fact[] {
  const inside = (facts: Fact[]): Fact[] => (limited ? [] : facts);
  return present([
    fact('いつ', whenLine(content)),
    fact('どこで', `${department} ${sceneNames[content.scene]}${limited ? '' : ` ${content.place}`}`),
    ...inside([
      fact(
        '名前',
        [content.identity.name, content.identity.kana === '' ? '' : `(${content.identity.kana})`].join(''),
      ),
      fact('電話番号', content.identity.phone),
    ]),
    fact('誰らしき人', content.look),
    ...featureFacts(content.features),
    ...inside([
      fact('主張', content.claim),
      fact('求めていること', content.demand),
      fact('不満', content.grievance),
      fact('確認できた事実', content.confirmed),
      fact('いきさつ', content.background),
      fact('回線・内線', content.line),
      fact(
        '録音',
        content.scene === 'phone' || content.recording !== 'unknown' ? recordingNames[content.recording] : '',
      ),
      fact('書き込みのURL', content.url),
      fact('見つけた日時', content.seenAt),
      fact('書き込みの文', content.captured),
    ]),
    fact('どのように', conductLine(content.conduct)),
    ...inside([
      fact('様子', content.manner),
      fact('見ていた人', content.witnesses),
      fact('こちらの対応', content.taken),
    ]),
    fact(
      '終わり方',
      [content.ending === undefined ? '' : endingNames[content.ending], limited ? '' : content.endingNote]
        .filter((part) => part !== '')
        .join('。'),
    ),
    fact('危険のしるし', dangerLine(content.danger)),
    fact('遅れた理由', content.lateReason),
  ]);
}

/** 言われた言葉, in brackets, under time and speaker. */
export const utteranceFacts = (content: IncidentContent): Fact[] =>
  content.utterances.map(({ at, who, words }) =>
    fact([at ?? '', speakerNames[who]].filter((part) => part !== '').join(' '), `「${words}」`),
  );

/** Warnings and requests, numbered in the order in which they were made. */
export const stepFacts = (content: IncidentContent): Fact[] =>
  content.steps.map(({ kind, at = '', words }, index) => {
    const count = content.steps.slice(0, index + 1).filter((step) => step.kind === kind).length;
    return fact(at, `${stepNames[kind]} ${count}回目${words === '' ? '' : `「${words}」`}`);
  });
