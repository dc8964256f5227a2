import type { Vocabulary } from './vocabulary.ts';

/** Made-up reports of the shape of the replay file, for measuring with words that nothing was tuned to. */

export type Noise = {
  /** How often a habit is said in the person's favourite words instead of other words for it. */
  favourite: number;
  /** Chance that a habit is said in a report at all. */
  habit: number;
  phoneWrong: number;
  phoneHidden: number;
  nameWrong: number;
  ageStep: number;
  choiceWrong: number;
  /** Factor on the chance that a feature is noted at all. */
  noted: number;
  /** Chance that a feature (hair, voice, belonging) is noted as another one. */
  mistaken: number;
};

export const noiseLevels: Readonly<Record<'mild' | 'asSample' | 'harsh', Noise>> = {
  mild: {
    favourite: 0.8,
    habit: 0.65,
    phoneWrong: 0.08,
    phoneHidden: 0.02,
    nameWrong: 0.1,
    ageStep: 0.4,
    choiceWrong: 0.1,
    noted: 1.1,
    mistaken: 0.02,
  },
  asSample: {
    favourite: 0.7,
    habit: 0.58,
    phoneWrong: 0.12,
    phoneHidden: 0.03,
    nameWrong: 0.18,
    ageStep: 0.52,
    choiceWrong: 0.15,
    noted: 1,
    mistaken: 0.04,
  },
  harsh: {
    favourite: 0.55,
    habit: 0.5,
    phoneWrong: 0.2,
    phoneHidden: 0.1,
    nameWrong: 0.3,
    ageStep: 0.6,
    choiceWrong: 0.22,
    noted: 0.85,
    mistaken: 0.1,
  },
};

/** Small deterministic random numbers (mulberry32), 0 ≤ x < 1. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Scene = 'counter' | 'phone' | 'visit' | 'net';

export type MadeReport = {
  id: string;
  at: string;
  department: string;
  scene: Scene;
  person: {
    name: string | null;
    kana: string | null;
    phone: string | null;
    ageBand: string;
    gender: string;
    height: string | null;
    build: string | null;
    hair: string | null;
    glasses: boolean | null;
    clothing: string | null;
    belongings: string | null;
    voice: string | null;
    address: string | null;
  };
  demand: string;
  words: string[];
  truth: string;
};

export const generate = (options: {
  seed: number;
  reports: number;
  vocabulary: Vocabulary;
  noise: Noise;
  days?: number;
  /** Part of the persons who share a telephone with another: half couples, half one company's people. */
  sharedPhones?: number;
}): MadeReport[] => {
  const { vocabulary: v, noise, reports } = options;
  const days = options.days ?? 60;
  const random = createRandom(options.seed);
  const chance = (part: number): boolean => random() < part;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const weighted = <T>(entries: readonly (readonly [T, number])[]): T => {
    let at = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) {
      at -= weight;
      if (at < 0) return value;
    }
    return entries[0]?.[0] as T;
  };
  // Common things are common: the first rows of a list are taken more often.
  const skewed = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.35 * list.length)] as T;

  const digits = (count: number): string => Array.from({ length: count }, () => whole(0, 9)).join('');
  const newPhone = (): string =>
    chance(0.65)
      ? `${pick(['090', '070', '080'])}-0${digits(3)}-${digits(4)}`
      : `03-1${digits(3)}-${digits(4)}`;

  const newPerson = (number: number) => {
    const gender = chance(0.68) ? 'male' : 'female';
    return {
      truth: `p${String(number).padStart(6, '0')}`,
      gender,
      age: weighted([
        [2, 39],
        [3, 46],
        [4, 72],
        [5, 100],
        [6, 91],
        [7, 73],
        [8, 53],
      ] as const),
      height: weighted([
        ['average', 65],
        ['short', 20],
        ['tall', 15],
      ] as const),
      build: weighted([
        ['average', 58],
        ['slim', 25],
        ['heavy', 17],
      ] as const),
      glasses: chance(0.38),
      hair: pick(v.hair),
      voice: pick(v.voices),
      belongings: Array.from({ length: whole(1, 3) }, () => pick(v.belongings)),
      habits: Array.from({ length: whole(2, 4) }, () => {
        const family = pick(v.phrases);
        return { family, favourite: pick(family) };
      }),
      topic: pick(v.topics),
      second: pick(v.topics),
      detail: pick(v.details),
      surname: skewed(v.surnames),
      given: pick(v.givenNames.filter((name) => name.gender === gender)),
      variant: random(),
      phones: Array.from({ length: chance(0.25) ? 2 : 1 }, newPhone),
      town: pick(v.towns),
      block: whole(1, 5),
      house: `${whole(1, 9)}-${whole(1, 30)}`,
      main: weighted<Scene>([
        ['counter', 49],
        ['phone', 43],
        ['visit', 4],
        ['net', 4],
      ]),
    };
  };
  type Person = ReturnType<typeof newPerson>;

  const householders: Person[] = [];
  let switchboard: string[] = [];
  let extensions = 0;
  /** A couple has one number, one name and one home; a company's five people have one number. */
  const withSharedPhone = (person: Person): Person => {
    const sharing = options.sharedPhones ?? 0;
    if (sharing === 0) return person;
    if (!chance(sharing)) {
      householders.push(person);
      return person;
    }
    if (chance(0.5)) {
      if (extensions % 5 === 0) switchboard = [`03-1${digits(3)}-${digits(4)}`];
      extensions += 1;
      return { ...person, phones: switchboard };
    }
    const partner = householders.pop();
    if (partner === undefined) return person;
    const { phones, surname, town, block, house, variant } = partner;
    return { ...person, phones, surname, town, block, house, variant };
  };

  const writePhone = (clear: string): string => {
    let text = clear;
    if (chance(noise.phoneWrong)) {
      const at = whole(4, text.length - 1);
      if (text[at] !== '-') {
        const next = text[at + 1];
        if (chance(0.25) && next !== undefined && next !== '-')
          text = text.slice(0, at) + next + text[at] + text.slice(at + 2);
        else text = text.slice(0, at) + String((Number(text[at]) + whole(1, 9)) % 10) + text.slice(at + 1);
      }
    }
    if (chance(noise.phoneHidden)) {
      const [first = '', middle = '', last = ''] = text.split('-');
      text = chance(0.5) ? `${first}-****-${last}` : `${first}-${middle}-${last.slice(0, 3)}?`;
    }
    return weighted<(clear: string) => string>([
      [(clear) => clear, 50],
      [(clear) => clear.replaceAll('-', ''), 12],
      [
        (clear) =>
          clear
            .replaceAll('-', '－')
            .replaceAll(/\d/g, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 48) + 0xfee0)),
        10,
      ],
      [(clear) => clear.replace('-', '(').replace('-', ')'), 10],
      [(clear) => clear.replaceAll('-', ' '), 4],
      [(clear) => clear.replaceAll('-', pick(['‐', '–', 'ー', '−'])), 14],
    ])(text);
  };

  const misheard = (reading: string): string => {
    const at = whole(0, reading.length - 1);
    const kana = 'アカサタナハマワキシチニヒリクスツフムケテコトノホモ';
    return weighted([
      [reading.slice(0, at) + kana[whole(0, kana.length - 1)] + reading.slice(at + 1), 6],
      [reading.length > 3 ? reading.slice(0, at) + reading.slice(at + 1) : reading, 1],
    ]);
  };

  const writeName = (person: Person): string => {
    const written = person.surname.written;
    const surname =
      written[
        chance(noise.nameWrong) ? whole(0, written.length - 1) : Math.floor(person.variant * written.length)
      ] ?? '';
    const given = chance(noise.nameWrong) ? pick(person.given.written) : (person.given.written[0] ?? '');
    return weighted([
      [surname, 45],
      [`${surname} ${given}`, 42],
      [`${surname}　${given}`, 3],
      [`${surname}${given}`, 3],
      [`${surname}さん`, 4],
      [`${surname} ${given}氏`, 3],
    ]);
  };

  const writeKana = (person: Person): string => {
    const surname = chance(noise.nameWrong) ? misheard(person.surname.reading) : person.surname.reading;
    const text = chance(0.4) ? `${surname} ${person.given.reading}` : surname;
    if (chance(0.08))
      return text.replaceAll(/[ァ-ヶ]/g, (letter) =>
        String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60),
      );
    return text;
  };

  const writeAddress = (person: Person): string =>
    weighted([
      [`${person.town}${person.block}丁目`, 70],
      [`${person.town}${'〇一二三四五'[person.block]}丁目`, 17],
      [person.town, 7],
      [`${person.town}${String.fromCodePoint(0xff10 + person.block)}丁目`, 4],
      [`${person.town}${person.block}-${person.house}`, 4],
    ]);

  const newOutfit = () => ({
    colour: pick(v.colours),
    top: pick(v.tops),
    bottom: pick(v.bottoms),
    hat: chance(0.35) ? pick(v.hats) : undefined,
  });
  type Outfit = ReturnType<typeof newOutfit>;

  const writeClothing = (outfit: Outfit): string => {
    const colour = chance(0.85) ? pick(outfit.colour) : '';
    const top = chance(0.12) && colour !== '' ? v.generic : pick(outfit.top);
    const bottom = pick(outfit.bottom);
    let text = colour + top;
    if (chance(0.25)) text = chance(0.8) ? `${text}に${bottom}` : `${bottom}に${text}`;
    else if (chance(0.07)) text = bottom;
    if (outfit.hat !== undefined && chance(0.6)) text += `、${pick(outfit.hat)}`;
    return text;
  };

  type Visit = {
    person: Person;
    outfit: Outfit;
    carried: readonly (readonly string[])[];
    scene: Scene;
    department: string;
    at: number;
    before: string | undefined;
  };

  const noted = (part: number): boolean => chance(Math.min(1, part * noise.noted));

  const writeReport = (visit: Visit, id: string): MadeReport => {
    const { person, scene } = visit;
    const seen = scene === 'counter' || scene === 'visit';
    const heard = seen || scene === 'phone';
    const orOther = (own: readonly string[], all: readonly (readonly string[])[]): string =>
      pick(chance(noise.mistaken) ? pick(all) : own);
    const choose = (value: string, all: readonly string[]): string =>
      chance(noise.choiceWrong) ? pick(all) : value;
    const age = Math.min(8, Math.max(2, person.age + (chance(noise.ageStep * 0.65) ? pick([-1, 1]) : 0)));
    const carried = [...new Set(visit.carried)]
      .filter(() => chance(0.6))
      .map((item) => orOther(item, v.belongings));
    const words: string[] = [];
    for (const habit of person.habits) {
      if (chance(noise.habit)) words.push(chance(noise.favourite) ? habit.favourite : pick(habit.family));
    }
    if (chance(0.45)) words.push(pick(v.fillers));
    if (chance(0.2)) words.push(pick(v.fillers));
    if (chance(0.04)) words.push(pick(pick(v.phrases)));
    const spoken = [...new Set(words)]
      .map((word) => (chance(0.09) ? `${word}！` : word))
      .sort(() => random() - 0.5);
    if (visit.before !== undefined) spoken.unshift(pick(v.cues).replace('○○', visit.before));
    const topic = weighted([
      [person.topic, 86],
      [person.second, 8],
      [undefined, 6],
    ] as const);
    const demand =
      topic === undefined
        ? pick(['要求は不明', '詳細不明', 'とにかく苦情'])
        : `${chance(0.45) ? person.detail : ''}${pick(topic.matters)}${pick(topic.asks)}`;
    const gender = chance(scene === 'net' ? 0.7 : 0.04)
      ? 'unknown'
      : chance(0.012)
        ? pick(['male', 'female'])
        : person.gender;
    const month = String(6 + Math.floor(visit.at / 1440 / 30)).padStart(2, '0');
    const day = String(1 + (Math.floor(visit.at / 1440) % 30)).padStart(2, '0');
    const minute = visit.at % 1440;
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return {
      id,
      at: `2026-${month}-${day}T${clock}:00+09:00`,
      department: visit.department,
      scene,
      person: {
        name: noted(scene === 'phone' ? 0.23 : 0.3) ? writeName(person) : null,
        kana: noted(scene === 'phone' ? 0.3 : 0.09) ? writeKana(person) : null,
        phone: noted(scene === 'phone' ? 0.53 : 0.12) ? writePhone(pick(person.phones)) : null,
        ageBand: noted(seen ? 0.96 : heard ? 0.67 : 0) ? `${age}0s` : 'unknown',
        gender,
        height: seen && noted(0.72) ? choose(person.height, ['short', 'average', 'tall']) : null,
        build: seen && noted(0.64) ? choose(person.build, ['slim', 'average', 'heavy']) : null,
        hair: seen && noted(0.57) ? orOther(person.hair, v.hair) : null,
        glasses:
          seen && noted(0.64) ? (chance(noise.choiceWrong / 2) ? !person.glasses : person.glasses) : null,
        clothing: seen && noted(0.75) ? writeClothing(visit.outfit) : null,
        belongings: seen && carried.length > 0 ? carried.join('、') : null,
        voice: heard && noted(scene === 'phone' ? 0.38 : 0.17) ? orOther(person.voice, v.voices) : null,
        address: noted(scene === 'visit' ? 1 : 0.18) ? writeAddress(person) : null,
      },
      demand,
      words: spoken,
      truth: person.truth,
    };
  };

  const visits: Visit[] = [];
  for (let number = 0; visits.length < reports; number += 1) {
    const person = withSharedPhone(newPerson(number));
    const repeats = chance(0.132);
    const journeys = repeats
      ? weighted([
          [1, 35],
          [2, 35],
          [3, 20],
          [4, 10],
        ] as const)
      : 1;
    let filed = 0;
    for (let journey = 0; journey < journeys; journey += 1) {
      const stops = repeats
        ? weighted([
            [1, journeys === 1 ? 0 : 35],
            [2, 35],
            [3, 20],
            [4, 10],
          ] as const)
        : 1;
      const start = whole(0, days - 1) * 1440 + whole(520, 900);
      const outfit = newOutfit();
      const carried = [
        ...person.belongings.filter(() => chance(0.8)),
        ...(chance(0.4) ? [pick(v.belongings)] : []),
      ];
      let at = start;
      let department = chance(0.85) ? person.topic.department : pick(v.departments);
      let before: string | undefined = chance(0.035) ? pick(v.departments) : undefined;
      for (let stop = 0; stop < stops; stop += 1) {
        const scene: Scene = chance(0.9) ? person.main : pick(['counter', 'phone'] as const);
        visits.push({
          person,
          outfit,
          carried,
          scene,
          department,
          at: Math.min(at, start - (start % 1440) + 1019),
          before,
        });
        filed += 1;
        before = chance(0.6) ? department : undefined;
        at += whole(10, 75);
        department = pick(v.departments.filter((name) => name !== department));
      }
    }
    if (filed === 0) throw new Error('a person without a visit');
  }
  visits.length = reports;
  visits.sort((a, b) => a.at - b.at);
  return visits.map((visit, index) => writeReport(visit, `r${String(index + 1).padStart(6, '0')}`));
};
