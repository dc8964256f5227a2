import { z } from 'zod';

/** 配慮事項: what helps this person to be understood. Chosen from a list, so that no illness can be written here. */
export const needNames = {
  interpreter: '通訳(やさしい日本語・多言語)',
  sign: '手話・筆談',
  writing: '紙に書いて渡す',
  slow: 'ゆっくり、短く話す',
  large: '大きな字',
  seat: '座って話せる席・段差のない窓口',
  companion: '付き添いの人と一緒に聞く',
  quiet: '静かな場所',
} as const;

export const needSchema = z.enum([
  'interpreter',
  'sign',
  'writing',
  'slow',
  'large',
  'seat',
  'companion',
  'quiet',
]);

export type Need = z.infer<typeof needSchema>;
