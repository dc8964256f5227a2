import { type AddressForm, readAddress } from './address.ts';
import type { MatchingContent } from './content.ts';
import { createFigureReader } from './figure.ts';
import { createNameReader, createNameTables, type NameForm } from './names.ts';
import { squeeze } from './normalise.ts';
import { markPhone, type PhoneMarks } from './phone.ts';
import { createDepartmentFinder } from './phrases.ts';
import type { SubjectReport } from './report.ts';
import { cached } from './sharing.ts';
import { createThings } from './things.ts';

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

const NO_CUES: readonly string[] = [];

/** Names and addresses are more diverse than what was seen. */
const MOST_NAMES = 50_000;

/** The models of all free-text fields and the reading of a report into them. */
export const createDescriber = (content: MatchingContent) => {
  const things = createThings(content);
  const readName = createNameReader(
    createNameTables({
      variants: content.variants.entries,
      surnames: content.surnames.entries,
      givenNames: content.givenNames.entries,
    }),
  );
  const readFigure = createFigureReader(content.figure);
  const departments = createDepartmentFinder();

  /** One copy of every repeated text: a hundred thousand records share a few days. */
  const once = cached((text) => text);
  const names = cached((both): NameForm | undefined => {
    const [name = '', kana = ''] = both.split('\n');
    return readName(name, kana);
  }, MOST_NAMES);
  const addresses = cached(readAddress, MOST_NAMES);
  const figures = {
    male: cached((text) => readFigure(text, 'male')),
    female: cached((text) => readFigure(text, 'female')),
    unknown: cached((text) => readFigure(text, 'unknown')),
  };
  /** What was said: a department that it names, or a phrase. Read anew when a department has joined. */
  const sayings = cached((text) => {
    const place = departments.find(text);
    return { place, word: place === undefined ? things.phrase(text) : -1 };
  }, MOST_NAMES);
  const departmentName = cached((text) => {
    departments.learn(text);
    sayings.clear();
    return squeeze(text);
  });

  const said = (report: SubjectReport): Pick<Description, 'words' | 'cues'> => {
    const places: string[] = [];
    const words: number[] = [];
    for (const text of report.words) {
      const { place, word } = sayings.of(text);
      if (place !== undefined) places.push(place);
      if (word >= 0 && !words.includes(word)) words.push(word);
    }
    return { words: things.list(words), cues: places.length === 0 ? NO_CUES : places.slice() };
  };

  const describe = (report: SubjectReport): Description => {
    const department = departmentName.of(report.department);
    const look = things.look.of(report.look);
    const clothes = things.clothing.of(report.clothing || look.clothing);
    const asked = things.demand.of(report.demand);
    const { words, cues } = said(report);
    const gender = report.gender === 'unknown' ? look.gender : report.gender;
    const figure = figures[gender].of(report.figure || report.look);
    const age = /^(\d)0s$/.exec(report.age === 'unknown' ? look.age : report.age)?.[1];
    return {
      id: report.id,
      at: report.at,
      day: once.of(report.day),
      department,
      scene: report.scene,
      phone: report.phone === undefined ? undefined : markPhone(report.phone),
      name: report.name === '' && report.kana === '' ? undefined : names.of(`${report.name}\n${report.kana}`),
      address: report.address === '' ? undefined : addresses.of(report.address),
      age: age === undefined ? -1 : Number(age),
      gender,
      height: report.height === 'unknown' ? figure.height : report.height,
      build: report.build === 'unknown' ? figure.build : report.build,
      glasses: report.glasses,
      hair: things.hair.of(report.hair || look.hair),
      voice: things.voice.of(report.voice),
      belongings: things.belongings.of(report.belongings || look.belongings),
      colours: clothes.colours,
      garments: clothes.garments,
      topic: asked.topic,
      details: asked.details,
      words,
      cues,
      came: undefined,
    };
  };
  return { describe, models: things.models };
};
