import type { MatchingContent } from './content.ts';
import { createLexicon } from './lexicon.ts';
import { squeeze } from './normalise.ts';
import type { SubjectReport } from './report.ts';

export type Figure = Pick<SubjectReport, 'height' | 'build'>;

/** 「170cm」「170センチ」「170くらい」; heights of grown people only, so that 「50代」 is none. */
const CENTIMETRES = /(?<!\d)(1[3-9]\d|20\d)(?:\.\d)?(?:cm|センチ|くらい|ぐらい|ほど|前後|台)/u;
/** 「1m70」「1メートル75」 */
const METRES = /1(?:m|メートル)([3-9]\d)(?!\d)/u;

/**
 * Height and build as staff write them in one line: 「170cmくらい、やせ型」「中肉中背」「大柄」. What a number
 * means depends on the gender; a number goes before a word. 'unknown' where nothing is said.
 */
export const createFigureReader = ({ words, centimetres }: MatchingContent['figure']) => {
  const lexicon = createLexicon(words.map((entry, index) => ({ key: String(index), words: entry.words })));

  const measured = (text: string, gender: SubjectReport['gender']): Figure['height'] => {
    const noted = CENTIMETRES.exec(text)?.[1] ?? METRES.exec(text)?.[1]?.padStart(3, '1');
    if (noted === undefined) return 'unknown';
    const { short, tall } = centimetres[gender];
    if (Number(noted) < short) return 'short';
    return Number(noted) > tall ? 'tall' : 'average';
  };

  return (written: string, gender: SubjectReport['gender']): Figure => {
    const text = squeeze(written);
    const found = lexicon.find(text).flatMap(({ key }) => words[Number(key)] ?? []);
    const number = measured(text, gender);
    return {
      height: number === 'unknown' ? (found.find(({ height }) => height)?.height ?? 'unknown') : number,
      build: found.find(({ build }) => build)?.build ?? 'unknown',
    };
  };
};
