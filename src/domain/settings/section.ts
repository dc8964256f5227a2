import { z } from 'zod';
import { answerBookSchema } from '../answer/answer.ts';
import { companionBookSchema } from '../companion/book.ts';
import { lawBookSchema } from '../law/law.ts';
import { wardSchema } from '../people/departments.ts';
import { wardConductSchema } from './conduct.ts';
import { rulesSchema } from './rules.ts';

/** Parts of the settings that have versions of their own, with the names that screens use. */
export const sectionNames = {
  ward: '課・電話と窓口',
  rules: '期限としきい値',
  conduct: '行為の言葉',
  companion: '対応中の言い方',
  answers: '統一回答の文',
  law: '法令の説明',
} as const;

export const sectionSchema = z.enum(['ward', 'rules', 'conduct', 'companion', 'answers', 'law']);
export type Section = z.infer<typeof sectionSchema>;

/** In the order of the screens. */
export const sections: readonly Section[] = sectionSchema.options;

/** What each section holds. */
export const sectionSchemas = {
  ward: wardSchema,
  rules: rulesSchema,
  conduct: wardConductSchema,
  companion: companionBookSchema,
  answers: answerBookSchema,
  law: lawBookSchema,
} as const satisfies Record<Section, z.ZodType>;

/** The content of all sections together. */
export type SettingsContent = { readonly [S in Section]: z.output<(typeof sectionSchemas)[S]> };
