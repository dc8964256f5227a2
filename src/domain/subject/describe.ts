import { type AddressForm, readAddress } from './address.ts';
import { createClothingReader } from './clothing.ts';
import type { MatchingContent } from './content.ts';
import { createDemandReader } from './demand.ts';
import { createHabitModel } from './habit.ts';
import { createLexicon } from './lexicon.ts';
import { createNameReader, createNameTables, type NameForm } from './names.ts';
import { squeeze } from './normalise.ts';
import type { PhoneKeys } from './phone.ts';
import { createDepartmentFinder, plainPhrase } from './phrases.ts';
import type { SubjectReport } from './report.ts';

/** A report as the index keeps it: numbers of noted things instead of text. -1 means not noted. */
export type Description = {
  id: string;
  at: number;
  day: string;
  department: string;
  scene: string;
  phone: PhoneKeys | undefined;
  name: NameForm | undefined;
  address: AddressForm | undefined;
  /** Tens of years: 2 for 20代. */
  age: number;
  gender: string;
  height: string;
  build: string;
  glasses: string;
  hair: readonly number[];
  voice: readonly number[];
  belongings: readonly number[];
  colours: readonly number[];
  garments: readonly number[];
  topic: readonly number[];
  details: readonly number[];
  words: readonly number[];
  /** Departments named in the words. */
  cues: readonly string[];
};

const NONE: readonly number[] = [];
const ITEM_BREAK = /[、,，・/／;]|(?<=..)と(?=..)/u;

/** The models of all free-text fields and the reading of a report into them. */
export const createDescriber = (content: MatchingContent) => {
  const { habits } = content.weights;
  const models = {
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
  };
  const names = createNameTables({
    variants: content.variants.entries,
    surnames: content.surnames.entries,
    givenNames: content.givenNames.entries,
  });
  const readName = createNameReader(names);
  const colours = createLexicon(content.colours.entries);
  const readClothing = createClothingReader(colours, createLexicon(content.garments.entries));
  const hairWords = createLexicon(content.hair.entries);
  const voiceWords = createLexicon(content.voice.entries);
  const thingWords = createLexicon(content.belongings.entries);
  const phraseWords = createLexicon(
    content.phrases.entries.map(({ key, words }) => ({ key, words: words.map(plainPhrase) })),
  );
  const refused = createLexicon(content.refused.entries);
  const endings = content.demandEndings.entries;
  const readDemand = createDemandReader({
    topics: createLexicon(content.topics.entries),
    details: content.details.entries.flatMap((entry) => entry.words),
    endings: endings.find((entry) => entry.key === 'ending')?.words ?? [],
    unknown: endings.find((entry) => entry.key === 'unknown')?.words ?? [],
  });
  const departments = createDepartmentFinder();

  /** Removes words that must never be a feature (origin, illness, religion …) from what was seen or heard. */
  const allowed = (text: string): string => {
    let rest = squeeze(text);
    for (const { word } of refused.find(rest)) rest = rest.replace(word, '');
    return rest;
  };

  const noted = (text: string, keys: readonly string[]) => ({ text, keys });
  /** Two models number the same things in step: what is worn today, and what is worn as a rule. */
  const worn = (field: 'colours' | 'garments', text: string, keys: readonly string[]): number => {
    models[`${field}OtherDay`].intern({ text, keys });
    return models[field].intern({ text, keys });
  };
  const whole = (
    text: string,
    lexicon: ReturnType<typeof createLexicon>,
    model: keyof typeof models,
  ): readonly number[] => {
    const plain = allowed(text);
    if (plain === '') return NONE;
    return [
      models[model].intern(
        noted(
          plain,
          lexicon.find(plain).map((found) => found.key),
        ),
      ),
    ];
  };

  const cache = new Map<string, readonly number[]>();
  /** Repeated words are read once; the bound keeps free text from filling the memory. */
  const cached = (field: string, text: string, make: () => readonly number[]): readonly number[] => {
    if (text === '') return NONE;
    const key = `${field}\n${text}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (cache.size > 50_000) cache.clear();
    const made = make();
    cache.set(key, made);
    return made;
  };

  const belongings = (text: string): readonly number[] =>
    allowed(text)
      .split(ITEM_BREAK)
      .filter((item) => item !== '')
      .map((item) =>
        models.belongings.intern(
          noted(
            item,
            thingWords
              .find(item)
              .slice(-1)
              .map((found) => found.key),
          ),
        ),
      );

  const describe = (report: SubjectReport): Description => {
    departments.learn(report.department);
    const cues: string[] = [];
    const words: number[] = [];
    for (const text of report.words) {
      const place = departments.find(text);
      if (place !== undefined) {
        cues.push(place);
        continue;
      }
      const [id] = cached('words', text, () => {
        const plain = plainPhrase(text);
        return plain === ''
          ? NONE
          : [
              models.words.intern(
                noted(
                  plain,
                  phraseWords.find(plain).map((found) => found.key),
                ),
              ),
            ];
      });
      if (id !== undefined && !words.includes(id)) words.push(id);
    }
    const clothes = cached('clothing', report.clothing, () => {
      const ids: number[] = [];
      for (const garment of readClothing(allowed(report.clothing))) {
        if (garment.colour !== '') {
          const part =
            garment.part === 'top' || garment.part === 'any' || garment.part === 'unknown'
              ? ''
              : garment.part;
          const keys = garment.colourKey === '' ? [] : [part + garment.colourKey];
          ids.push(worn('colours', part + garment.colour, keys));
        }
        if (garment.noun !== '' && garment.part !== 'any') {
          const keys = garment.key === '' ? [] : [garment.key];
          ids.push(-1 - worn('garments', garment.noun, keys));
        }
      }
      return ids;
    });
    const demand = cached('demand', report.demand, () => {
      const form = readDemand(report.demand);
      if (form === undefined) return NONE;
      const ids = [models.topic.intern(noted(form.matter, form.keys))];
      for (const detail of form.details) ids.push(-1 - models.details.intern(noted(detail, [])));
      return ids;
    });
    const age = /^(\d)0s$/.exec(report.age)?.[1];
    return {
      id: report.id,
      at: report.at,
      day: report.day,
      department: squeeze(report.department),
      scene: report.scene,
      phone: report.phone,
      name: report.name === '' && report.kana === '' ? undefined : readName(report.name, report.kana),
      address: readAddress(report.address),
      age: age === undefined ? -1 : Number(age),
      gender: report.gender,
      height: report.height,
      build: report.build,
      glasses: report.glasses,
      hair: cached('hair', report.hair, () => whole(report.hair, hairWords, 'hair')),
      voice: cached('voice', report.voice, () => whole(report.voice, voiceWords, 'voice')),
      belongings: cached('belongings', report.belongings, () => belongings(report.belongings)),
      colours: clothes.filter((id) => id >= 0),
      garments: clothes.filter((id) => id < 0).map((id) => -1 - id),
      topic: demand.filter((id) => id >= 0),
      details: demand.filter((id) => id < 0).map((id) => -1 - id),
      words,
      cues,
    };
  };
  return { describe, models };
};

export type Models = ReturnType<typeof createDescriber>['models'];
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
