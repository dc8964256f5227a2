import { createNormaliser } from '../wording/normalise.ts';

const normalise = createNormaliser(new Map());

/** 手ぇついて, 火ぃつけたろか: the drawn-out vowel of a dialect says nothing. */
const DRAWN_OUT = /(?<=[一-龠])[ぁぃぅぇぉ](?=[一-龠ぁ-ん])/g;

/** A text in the one spelling in which conduct is judged: what is looked for must be spelt the same way. */
export const spelt = (text: string): string => normalise(text).text.replaceAll(DRAWN_OUT, '');
