import type { Lexicon } from './lexicon.ts';
import { squeeze } from './normalise.ts';
import type { SubjectReport } from './report.ts';

/** What one line says about somebody, by field; empty or 'unknown' where it says nothing. */
export type Look = Pick<SubjectReport, 'age' | 'gender' | 'hair' | 'clothing' | 'belongings'>;

const PIECE = /[、,，。/／・;\s]|(?<=..)で(?=..)/u;
const AGE = /([1-9])0(?:代|才|歳)/u;
const HEAD = /髪|頭|毛/u;
const MAN = /男|おじさん|おじいさん|紳士/u;
const WOMAN = /女|おばさん|おばあさん|婦人/u;

/**
 * Reads the one line of a 速報 (「50代くらいの男性、白髪、紺の上着、杖」). Only words that the tables know are
 * taken: the rest of such a line is no feature.
 */
export const createLookReader = (tables: {
  hair: Lexicon;
  colours: Lexicon;
  garments: Lexicon;
  belongings: Lexicon;
}) => {
  const wordsIn = (lexicon: Lexicon, text: string): string[] => lexicon.find(text).map(({ word }) => word);

  /** Colours are hair only where hair is spoken of: 黒い stands for 黒い髪 in that table. */
  const hairIn = (piece: string): string[] =>
    wordsIn(tables.hair, piece).filter(
      (word) => HEAD.test(piece) || !tables.colours.find(word).some((colour) => colour.word === word),
    );

  /** The garment with the colour before it, without what stands around them. */
  const garmentIn = (piece: string): string[] => {
    const garment = tables.garments.find(piece).at(-1);
    if (garment === undefined) return [];
    const colour = tables.colours.find(piece.slice(0, garment.at)).at(-1);
    return [piece.slice(colour?.at ?? garment.at, garment.at + garment.word.length)];
  };

  const genderIn = (text: string): Look['gender'] => {
    if (MAN.test(text) === WOMAN.test(text)) return 'unknown';
    return MAN.test(text) ? 'male' : 'female';
  };

  return (look: string): Look => {
    const pieces = look.normalize('NFKC').split(PIECE).map(squeeze);
    const text = pieces.join('');
    const age = AGE.exec(text)?.[1];
    return {
      age: age === undefined ? 'unknown' : `${age}0s`,
      gender: genderIn(text),
      hair: pieces.flatMap(hairIn).join('、'),
      clothing: pieces.flatMap(garmentIn).join('、'),
      belongings: pieces.flatMap((piece) => wordsIn(tables.belongings, piece)).join('、'),
    };
  };
};
