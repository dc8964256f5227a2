import type { Section, SettingsContent } from '../../../domain/settings/section.ts';
import type { Parts } from '../editing/part.ts';
import { answersParts } from './answers.ts';
import { companionParts } from './companion.ts';
import { conductParts } from './conduct.ts';
import { lawParts } from './law.ts';
import { rulesParts } from './rules.ts';
import { wardParts } from './ward.ts';

export const sectionParts: Readonly<Record<Section, Parts>> = {
  ward: wardParts,
  rules: rulesParts,
  conduct: conductParts,
  companion: companionParts,
  answers: answersParts,
  law: lawParts,
};

export const sectionNames: Readonly<Record<Section, string>> = {
  ward: '課・電話と窓口',
  rules: '期限としきい値',
  conduct: '行為の言葉',
  companion: '対応中の言い方',
  answers: '統一回答の文',
  law: '法令の説明',
};

/** What each is for, on the first page of the settings. */
export const sectionAbout: Readonly<Record<Section, string>> = {
  ward: '課の一覧、電話と窓口、録音のあるなし、照合しない記録',
  rules: '速報の期限、アラートの長さ、時間拘束やリピートの目安',
  conduct: 'Tateの言葉の一覧に足す、区の言葉',
  companion: '対応中に画面に出る言い方と、書き残すこと',
  answers: 'どの課でも同じに答えるための文',
  law: '記録に添える法令の説明',
};

/** What somebody types: a number may be half written. */
export type Draft<T> = T extends number
  ? number | string
  : T extends readonly (infer Item)[]
    ? readonly Draft<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Draft<T[K]> }
      : T;

export type SectionDraft<S extends Section> = Draft<SettingsContent[S]>;
