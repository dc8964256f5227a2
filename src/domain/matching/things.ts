import { createClothingReader } from './clothing.ts';
import type { MatchingContent } from './content.ts';
import { createDemandReader } from './demand.ts';
import { createHabitModel } from './habit.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { createLookReader } from './look.ts';
import { squeeze } from './normalise.ts';
import { plainPhrase } from './phrases.ts';
import { createRefusedFinder, LEFT_OUT, withoutRefused } from './refused.ts';
import { cached, createLists } from './sharing.ts';

const ITEM_BREAK = /[、,，・/／;]|(?<=..)と(?=..)/u;

/** Fields whose things are numbered and compared. */
export const habitFields = [
  'hair',
  'voice',
  'belongings',
  'colours',
  'garments',
  'topic',
  'details',
  'words',
] as const;

const createModels = ({ habits }: MatchingContent['weights']) => ({
  hair: createHabitModel(habits.hair),
  voice: createHabitModel(habits.voice),
  belongings: createHabitModel(habits.belongings),
  colours: createHabitModel(habits.colours),
  garments: createHabitModel(habits.garments),
  coloursOtherDay: createHabitModel(habits.coloursOtherDay),
  garmentsOtherDay: createHabitModel(habits.garmentsOtherDay),
  topic: createHabitModel(habits.topic),
  details: createHabitModel(habits.details),
  words: createHabitModel(habits.words),
});

export type Models = ReturnType<typeof createModels>;

/** The free-text fields of a report as numbers of noted things; every text is read once. */
export const createThings = (content: MatchingContent) => {
  const models = createModels(content.weights);
  const colours = createLexicon(content.colours.entries);
  const garments = createLexicon(content.garments.entries);
  const hairWords = createLexicon(content.hair.entries);
  const voiceWords = createLexicon(content.voice.entries);
  const thingWords = createLexicon(content.belongings.entries);
  const phraseWords = createLexicon(
    content.phrases.entries.map(({ key, words }) => ({ key, words: words.map(plainPhrase) })),
  );
  const readClothing = createClothingReader(colours, garments);
  const readLook = createLookReader({ hair: hairWords, colours, garments, belongings: thingWords });
  const findRefused = createRefusedFinder(content.refused);
  const endings = content.demandEndings.entries;
  const readDemand = createDemandReader({
    topics: createLexicon(content.topics.entries),
    details: content.details.entries.flatMap((entry) => entry.words),
    endings: endings.find((entry) => entry.key === 'ending')?.words ?? [],
    unknown: endings.find((entry) => entry.key === 'unknown')?.words ?? [],
  });
  const list = createLists();

  /** Removes words that must never be a feature (origin, illness, religion …) from what was seen or heard. */
  const allowed = (text: string): string => {
    const rest = squeeze(text).replaceAll(LEFT_OUT, '');
    return withoutRefused(rest, findRefused(rest), '');
  };

  const keysOf = (lexicon: Lexicon, text: string): string[] => lexicon.find(text).map(({ key }) => key);

  const whole = (model: 'hair' | 'voice', lexicon: Lexicon) =>
    cached((written) => {
      const text = allowed(written);
      return list(text === '' ? [] : [models[model].intern({ text, keys: keysOf(lexicon, text) })]);
    });

  const belongings = cached((written) =>
    list(
      allowed(written)
        .split(ITEM_BREAK)
        .filter((text) => text !== '')
        .map((text) => models.belongings.intern({ text, keys: keysOf(thingWords, text).slice(-1) })),
    ),
  );

  /** The phrase's number, -1 for none. */
  const phrase = (written: string): number => {
    const text = plainPhrase(written);
    return text === '' ? -1 : models.words.intern({ text, keys: keysOf(phraseWords, text) });
  };

  /** Two models number the same things in step: what is worn today, and what is worn as a rule. */
  const worn = (field: 'colours' | 'garments', text: string, keys: readonly string[]): number => {
    models[`${field}OtherDay`].intern({ text, keys });
    return models[field].intern({ text, keys });
  };

  const clothing = cached((written) => {
    const tones: number[] = [];
    const kinds: number[] = [];
    for (const { part, key, noun, colour, colourKey } of readClothing(allowed(written))) {
      if (colour !== '') {
        const where = part === 'top' || part === 'any' || part === 'unknown' ? '' : part;
        tones.push(worn('colours', where + colour, colourKey === '' ? [] : [where + colourKey]));
      }
      if (noun !== '' && part !== 'any') kinds.push(worn('garments', noun, key === '' ? [] : [key]));
    }
    return { colours: list(tones), garments: list(kinds) };
  });

  const demand = cached((written) => {
    const form = readDemand(written);
    if (form === undefined) return { topic: list([]), details: list([]) };
    return {
      topic: list([models.topic.intern({ text: form.matter, keys: form.keys })]),
      details: list(form.details.map((text) => models.details.intern({ text, keys: [] }))),
    };
  });

  return {
    models,
    list,
    hair: whole('hair', hairWords),
    voice: whole('voice', voiceWords),
    belongings,
    phrase,
    clothing,
    demand,
    look: cached((written) => readLook(allowed(written.replaceAll(/[\s\u3000]+/gu, '、')))),
  };
};
