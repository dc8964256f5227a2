import { type AddressForm, readAddress } from './address.ts';
import { createClothingReader } from './clothing.ts';
import type { MatchingContent } from './content.ts';
import { createDemandReader } from './demand.ts';
import { createHabitModel } from './habit.ts';
import { createLexicon } from './lexicon.ts';
import { createNameReader, createNameTables, type NameForm } from './names.ts';
import { squeeze } from './normalise.ts';
import { markPhone, type PhoneMarks } from './phone.ts';
import { createDepartmentFinder, plainPhrase } from './phrases.ts';
import { createRefusedFinder, LEFT_OUT, withoutRefused } from './refused.ts';
import type { SubjectReport } from './report.ts';

/** A report as the index keeps it: numbers of noted things instead of text. -1 means not noted. */
export type Description = {
  id: string;
  at: number;
  day: string;
  department: string;
  scene: string;
  phone: PhoneMarks | undefined;
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
  /** How its person's coming was counted when it was filed: a class of rates.ts, undefined for a newcomer. */
  came: number | undefined;
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
  const findRefused = createRefusedFinder(content.refused);
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
    const rest = squeeze(text).replaceAll(LEFT_OUT, '');
    return withoutRefused(rest, findRefused(rest), '');
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

  /** Repeated words are read once; the bound keeps free text from filling the memory. */
  const cached = <Made>(nothing: Made, make: (text: string) => Made): ((text: string) => Made) => {
    const cache = new Map<string, Made>();
    return (text) => {
      if (text === '') return nothing;
      const known = cache.get(text);
      if (known !== undefined) return known;
      if (cache.size > 20_000) cache.clear();
      const made = make(text);
      cache.set(text, made);
      return made;
    };
  };

  const belongings = cached(NONE, (text) =>
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
      ),
  );
  const hair = cached(NONE, (text) => whole(text, hairWords, 'hair'));
  const voice = cached(NONE, (text) => whole(text, voiceWords, 'voice'));
  const phrase = cached(-1, (text) => {
    const plain = plainPhrase(text);
    if (plain === '') return -1;
    return models.words.intern(
      noted(
        plain,
        phraseWords.find(plain).map((found) => found.key),
      ),
    );
  });

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
  const singles: (readonly number[])[] = [];
  /**
   * One copy of a list of one, and an exact copy of a longer one: a list that grew by pushing holds room for
   * sixteen more, a hundred thousand times.
   */
  const kept = (things: readonly number[]): readonly number[] => {
    const [only] = things;
    if (only === undefined) return NONE;
    if (things.length > 1) return things.slice();
    singles[only] ??= [only];
    return singles[only];
  };
  /** What one text says of two fields: colours and garments, the matter and its details. */
  type Pair = { readonly first: readonly number[]; readonly second: readonly number[] };
  const NOTHING: Pair = { first: NONE, second: NONE };
  const pairOf = (first: readonly number[], second: readonly number[]): Pair => ({
    first: kept(first),
    second: kept(second),
  });

  const clothing = cached(NOTHING, (text) => {
    const tones: number[] = [];
    const kinds: number[] = [];
    for (const { part, key, noun, colour, colourKey } of readClothing(allowed(text))) {
      if (colour !== '') {
        const where = part === 'top' || part === 'any' || part === 'unknown' ? '' : part;
        tones.push(worn('colours', where + colour, colourKey === '' ? [] : [where + colourKey]));
      }
      if (noun !== '' && part !== 'any') kinds.push(worn('garments', noun, key === '' ? [] : [key]));
    }
    return pairOf(tones, kinds);
  });

  const demand = cached(NOTHING, (text) => {
    const form = readDemand(text);
    if (form === undefined) return NOTHING;
    return pairOf(
      [models.topic.intern(noted(form.matter, form.keys))],
      form.details.map((detail) => models.details.intern(noted(detail, []))),
    );
  });

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
      const id = phrase(text);
      if (id >= 0 && !words.includes(id)) words.push(id);
    }
    const clothes = clothing(report.clothing);
    const asked = demand(report.demand);
    const age = /^(\d)0s$/.exec(report.age)?.[1];
    return {
      id: report.id,
      at: report.at,
      day: once(report.day),
      department,
      scene: report.scene,
      phone: report.phone === undefined ? undefined : markPhone(report.phone),
      name: report.name === '' && report.kana === '' ? undefined : nameForm(report.name, report.kana),
      address: report.address === '' ? undefined : addressForm(report.address),
      age: age === undefined ? -1 : Number(age),
      gender: report.gender,
      height: report.height,
      build: report.build,
      glasses: report.glasses,
      hair: hair(report.hair),
      voice: voice(report.voice),
      belongings: belongings(report.belongings),
      colours: clothes.first,
      garments: clothes.second,
      topic: asked.first,
      details: asked.second,
      words: kept(words),
      cues: cues.length === 0 ? NO_CUES : cues,
      came: undefined,
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
