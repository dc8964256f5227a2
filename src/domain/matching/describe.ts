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
const NO_CUES: readonly string[] = [];
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

  const caches = new Map<string, Map<string, readonly number[]>>();
  /** Repeated words are read once; the bound keeps free text from filling the memory. */
  const cached = (field: string, text: string, make: () => readonly number[]): readonly number[] => {
    if (text === '') return NONE;
    let cache = caches.get(field);
    if (cache === undefined) {
      cache = new Map();
      caches.set(field, cache);
    }
    const known = cache.get(text);
    if (known !== undefined) return known;
    if (cache.size > 20_000) cache.clear();
    const made = make();
    cache.set(text, made);
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

  const texts = new Map<string, string>();
  /** One copy of every repeated text: a hundred thousand records share a few days and departments. */
  const once = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  };
  const departmentNames = new Map<string, string>();
  const departmentName = (text: string): string => {
    const known = departmentNames.get(text);
    if (known !== undefined) return known;
    departments.learn(text);
    const made = squeeze(text);
    departmentNames.set(text, made);
    return made;
  };
  const nameForms = new Map<string, NameForm | undefined>();
  const nameForm = (name: string, kana: string): NameForm | undefined => {
    const key = `${name}\n${kana}`;
    if (nameForms.has(key)) return nameForms.get(key);
    if (nameForms.size > 50_000) nameForms.clear();
    const made = readName(name, kana);
    nameForms.set(key, made);
    return made;
  };
  const addressForms = new Map<string, AddressForm | undefined>();
  const addressForm = (text: string): AddressForm | undefined => {
    if (addressForms.has(text)) return addressForms.get(text);
    if (addressForms.size > 50_000) addressForms.clear();
    const made = readAddress(text);
    addressForms.set(text, made);
    return made;
  };
  const cueDepartments = new Map<string, string | undefined>();
  let cuesKnownFor = 0;
  /** Department named in the words; looked up anew when a department has joined. */
  const cueOf = (text: string): string | undefined => {
    if (cuesKnownFor !== departmentNames.size || cueDepartments.size > 50_000) {
      cueDepartments.clear();
      cuesKnownFor = departmentNames.size;
    }
    if (cueDepartments.has(text)) return cueDepartments.get(text);
    const made = departments.find(text);
    cueDepartments.set(text, made);
    return made;
  };
  /** An exact copy: a list that grew by pushing holds room for sixteen more, a hundred thousand times. */
  const kept = <Thing>(things: readonly Thing[], none: readonly Thing[]): readonly Thing[] =>
    things.length === 0 ? none : things.slice();

  const describe = (report: SubjectReport): Description => {
    const department = departmentName(report.department);
    const cues: string[] = [];
    const words: number[] = [];
    for (const text of report.words) {
      const place = cueOf(text);
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
      day: once(report.day),
      department,
      scene: report.scene,
      phone: report.phone,
      name: report.name === '' && report.kana === '' ? undefined : nameForm(report.name, report.kana),
      address: report.address === '' ? undefined : addressForm(report.address),
      age: age === undefined ? -1 : Number(age),
      gender: report.gender,
      height: report.height,
      build: report.build,
      glasses: report.glasses,
      hair: cached('hair', report.hair, () => whole(report.hair, hairWords, 'hair')),
      voice: cached('voice', report.voice, () => whole(report.voice, voiceWords, 'voice')),
      belongings: cached('belongings', report.belongings, () => belongings(report.belongings)),
      colours: kept(
        clothes.filter((id) => id >= 0),
        NONE,
      ),
      garments: kept(
        clothes.filter((id) => id < 0).map((id) => -1 - id),
        NONE,
      ),
      topic: kept(
        demand.filter((id) => id >= 0),
        NONE,
      ),
      details: kept(
        demand.filter((id) => id < 0).map((id) => -1 - id),
        NONE,
      ),
      words: kept(words, NONE),
      cues: kept(cues, NO_CUES),
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
