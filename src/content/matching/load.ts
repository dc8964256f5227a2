import { readFileSync } from 'node:fs';
import { type MatchingContent, matchingContentSchema } from '../../domain/matching/index.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8'));

/** Reads the tables of this folder once, at start; a malformed table stops the start with its reason. */
export const loadMatchingContent = (): MatchingContent =>
  matchingContentSchema.parse({
    variants: read('variants'),
    surnames: read('surnames'),
    givenNames: read('given-names'),
    colours: read('colours'),
    garments: read('garments'),
    hair: read('hair'),
    voice: read('voice'),
    belongings: read('belongings'),
    phrases: read('phrases'),
    topics: read('topics'),
    details: read('details'),
    demandEndings: read('demand-endings'),
    figure: read('figure'),
    refused: read('refused'),
    weights: read('weights'),
  });
