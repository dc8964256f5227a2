import type { Lexicon } from './lexicon.ts';
import { squeeze } from './normalise.ts';

export type Garment = {
  /** top, bottom, hat, foot, any (just 「服」) or unknown. */
  part: string;
  /** What the table calls it, or empty. */
  key: string;
  /** As written, without its colour. */
  noun: string;
  colourKey: string;
  colour: string;
};

const COLOUR_END = /(?:っぽい|系の|系|がかった|色の|色|の|い|で)$/;

const strip = (text: string): string => {
  let rest = text;
  for (let step = 0; step < 3; step += 1) rest = rest.replace(COLOUR_END, '');
  return rest;
};

/** Splits 「紺のジャンパーに黒ズボン、野球帽」 into pieces with colour, by table where the words are known. */
export const createClothingReader = (colours: Lexicon, garments: Lexicon) => {
  const read = (piece: string): Garment => {
    const found = garments.find(piece);
    const last = found.at(-1);
    if (last !== undefined) {
      const before = piece.slice(0, last.at);
      const colour = colours.find(before)[0];
      const raw = strip(before);
      return {
        part: last.key.split('.')[0] ?? 'unknown',
        key: last.key,
        noun: last.word,
        colourKey: colour?.key ?? '',
        colour: colour?.word ?? raw,
      };
    }
    const colour = colours.find(piece).find((entry) => entry.at === 0);
    if (colour !== undefined) {
      const noun = piece.slice(colour.word.length).replace(/^(?:っぽい|系の|がかった|色の|色|の|い)/, '');
      return { part: 'unknown', key: '', noun, colourKey: colour.key, colour: colour.word };
    }
    // Neither word is known: what stands before the first 「の」 or 「っぽい」 is taken for the colour.
    const split = /^(.+?)(?:色の|っぽい|の)(.+)$/.exec(piece);
    return {
      part: 'unknown',
      key: '',
      noun: split?.[2] ?? piece,
      colourKey: '',
      colour: strip(split?.[1] ?? ''),
    };
  };

  return (text: string): Garment[] =>
    squeeze(text)
      .split(/[、,，。/／・;]|(?<=..)[にと](?=..)/u)
      .filter((piece) => piece.length > 0)
      .map(read);
};
