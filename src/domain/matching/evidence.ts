import { compareAddresses } from './address.ts';
import type { MatchingWeights } from './content.ts';
import type { Description } from './describe.ts';
import type { habitFields, Models } from './things.ts';
import type { Frequencies, Tally } from './frequencies.ts';
import type { HabitModel } from './habit.ts';
import { compareNames, type NameRelation } from './names.ts';
import { comparePhones, type PhoneRelation } from './phone.ts';

/** Groups that are taken to be independent of each other; what is inside a group is not. */
export const groups = [
  'phone',
  'name',
  'body',
  'hair',
  'clothing',
  'belongings',
  'voice',
  'address',
  'demand',
  'details',
  'words',
  'place',
  'cue',
] as const;
export type Group = (typeof groups)[number];

/** Natural logarithms of likelihood ratios, one per group: above 0 speaks for the person. */
export type Evidence = Record<Group, number>;

/** Records of one person, oldest first. A long history is judged by its latest part. */
export type History = readonly Description[];

const MOST = 12;
const FLOOR = 0.2;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** P(value | the noted values of one person) against chance, where every note may be mistaken. */
const choiceRatio = (
  value: string,
  noted: readonly string[],
  right: number,
  values: readonly string[],
  tally: Tally,
): number => {
  if (value === 'unknown' || noted.length === 0) return 1;
  const wrong = (1 - right) / (values.length - 1);
  let above = 0;
  let chance = 0;
  let whole = 0;
  for (const truth of values) {
    let weight = tally.share(truth);
    const says = value === truth ? right : wrong;
    chance += weight * says;
    for (const seen of noted) weight *= seen === truth ? right : wrong;
    whole += weight;
    above += weight * says;
  }
  return above / whole / chance;
};

const GENDERS = ['male', 'female'];
const HEIGHTS = ['short', 'average', 'tall'];
const BUILDS = ['slim', 'average', 'heavy'];
const GLASSES = ['yes', 'no'];

export const createEvidence = (weights: MatchingWeights, models: Models, frequencies: Frequencies) => {
  const { tallies } = frequencies;

  const step = (from: number, to: number): number =>
    weights.ageSteps[Math.min(3, Math.abs(from - to))] ?? 0.01;

  /** Likelihood ratio of an age band, given earlier estimates of the same unknown age. */
  const ageRatio = (age: number, noted: readonly number[]): number => {
    if (age < 0 || noted.length === 0) return 1;
    let mean = 0;
    let chance = 0;
    for (const seen of noted) mean += step(seen, age) / noted.length;
    // The chance of such a distance is taken over everybody's bands.
    let norm = 0;
    for (let band = 1; band <= 9; band += 1) {
      const share = tallies.age.share(String(band));
      norm += share;
      for (const seen of noted) chance += (share * step(seen, band)) / noted.length;
    }
    return mean / (chance / norm);
  };

  /** Sum of logarithms over the things of a record; a history speaks with the mean of its records. */
  const habitLog = (
    model: HabitModel,
    field: (typeof habitFields)[number],
    record: Description,
    history: History,
  ): number => {
    const now = record[field];
    if (now.length === 0) return 0;
    let sum = 0;
    for (const thing of now) {
      let mean = 0;
      let known = 0;
      for (const earlier of history) {
        const things = earlier[field];
        if (things.length === 0) continue;
        let ratio = 1;
        for (const other of things) ratio += model.ratio(other, thing) - 1;
        mean += Math.max(FLOOR, ratio);
        known += 1;
      }
      if (known === 0) return 0;
      sum += Math.log(mean / known);
    }
    return sum;
  };

  const phoneRatio = (relation: PhoneRelation): number => {
    const { phone } = weights;
    switch (relation) {
      case 'same':
        return phone.same / phone.chance;
      case 'digit':
        return phone.digit / (phone.chance * 30);
      case 'swap':
        return phone.swap / (phone.chance * 30);
      case 'last4':
        return 0.5 / 0.002;
      case 'head':
        return 0.5 / 0.004;
      case 'none':
        return phone.none;
      case 'unknown':
        return 1;
      default:
        return relation satisfies never;
    }
  };

  const nameRatio = (
    relation: NameRelation,
    share: number,
    m: { same: number; sound: number; near: number; differs: number },
  ): number => {
    switch (relation) {
      case 'same':
        return m.same / share;
      case 'sound':
        return m.sound / share;
      case 'near':
        return m.near / 0.03;
      case 'differs':
        return m.differs;
      case 'unknown':
        return 1;
      default:
        return relation satisfies never;
    }
  };

  const nameLog = (now: Description, history: History): number => {
    if (now.name === undefined) return 0;
    const keys = frequencies.nameKeys(now.name);
    const surname = tallies.surname.share(keys.surname);
    const given = tallies.given.share(keys.given);
    let sum = 0;
    let count = 0;
    for (const { name } of history) {
      if (name === undefined) continue;
      const relation = compareNames(now.name, name);
      const { name: m } = weights;
      sum +=
        nameRatio(relation.surname, surname, {
          same: m.surnameSame,
          sound: m.surnameSound,
          near: m.surnameNear,
          differs: m.surnameDiffers,
        }) *
        nameRatio(relation.given, given, {
          same: m.givenSame,
          sound: m.givenSound,
          near: m.givenNear,
          differs: m.givenDiffers,
        });
      count += 1;
    }
    return count === 0 ? 0 : Math.log(sum / count);
  };

  const addressLog = (now: Description, history: History): number => {
    if (now.address === undefined) return 0;
    let sum = 0;
    let count = 0;
    for (const { address } of history) {
      if (address === undefined) continue;
      const relation = compareAddresses(now.address, address);
      const town = tallies.town.share(now.address.town);
      const block = Math.min(town, tallies.block.share(`${now.address.town}|${now.address.block}`));
      if (relation === 'block') sum += weights.address.block / block;
      else if (relation === 'town') sum += weights.address.town / town;
      else if (relation === 'blockDiffers') sum += weights.address.differs * 3;
      else sum += weights.address.differs;
      count += 1;
    }
    return count === 0 ? 0 : Math.log(sum / count);
  };

  const placeLog = (now: Description, history: History, topic: string): number => {
    const scenes = history.filter(({ scene }) => scene === now.scene).length;
    const sceneChance = tallies.scene.share(now.scene);
    const slackScene = (1 - weights.choices.scene) / weights.choices.scene;
    const scene = (scenes + slackScene * sceneChance * 2) / (history.length + slackScene * 2) / sceneChance;
    const today = history.filter(({ day }) => day === now.day);
    const chance = frequencies.departmentGiven(now.department, topic);
    let place = 1;
    if (today.length > 0) {
      // On one day people go on to another department and rarely come back to the same.
      place = today.some(({ department }) => department === now.department) ? 0.3 : 1;
    } else {
      const before = history.filter(({ department }) => department === now.department).length;
      const slack = (1 - weights.choices.department) / weights.choices.department;
      place = (before + slack * 2 * chance) / (history.length + slack * 2) / chance;
    }
    return Math.log(scene) + Math.log(place);
  };

  const cueLog = (now: Description, history: History): number => {
    const { saidAfter, saidOtherwise } = weights.cue;
    let last: Description | undefined;
    let earlier = false;
    for (const record of history) {
      if (record.day !== now.day) continue;
      if (last !== undefined && now.cues.includes(last.department)) earlier = true;
      last = record;
    }
    if (last === undefined) return 0;
    const [cue] = now.cues;
    if (cue === undefined) return Math.log((1 - saidAfter) / (1 - saidOtherwise));
    const chance = saidOtherwise * tallies.department.share(cue);
    if (now.cues.includes(last.department)) return Math.log((saidAfter * 0.85) / chance);
    return Math.log((saidAfter * (earlier ? 0.1 : 0.05)) / (earlier ? chance : saidOtherwise));
  };

  /** Everything that speaks for and against `now` being the person of `history`. */
  const weigh = (now: Description, all: History, topic: string): Evidence => {
    const history = all.length > MOST ? all.slice(-MOST) : all;
    const phones: number[] = [];
    if (now.phone !== undefined) {
      for (const { phone } of history)
        if (phone !== undefined) phones.push(phoneRatio(comparePhones(now.phone, phone)));
    }
    const ages = history.flatMap(({ age }) => (age >= 0 ? [age] : []));
    const choice = (field: 'gender' | 'height' | 'build' | 'glasses', values: readonly string[]): number => {
      if (now[field] === 'unknown') return 0;
      const noted: string[] = [];
      for (const record of history) if (record[field] !== 'unknown') noted.push(record[field]);
      return Math.log(choiceRatio(now[field], noted, weights.choices[field], values, tallies[field]));
    };
    const today = history.filter(({ day }) => day === now.day);
    const otherDays = today.length === 0 ? history : [];
    const clothing =
      habitLog(models.colours, 'colours', now, today) +
      habitLog(models.garments, 'garments', now, today) +
      habitLog(models.coloursOtherDay, 'colours', now, otherDays) +
      habitLog(models.garmentsOtherDay, 'garments', now, otherDays);
    return {
      phone: phones.length === 0 ? 0 : Math.log(phones.reduce((sum, one) => sum + one, 0) / phones.length),
      name: clamp(nameLog(now, history), -4, 9),
      body:
        Math.log(ageRatio(now.age, ages)) +
        choice('gender', GENDERS) +
        choice('height', HEIGHTS) +
        choice('build', BUILDS) +
        choice('glasses', GLASSES),
      hair: habitLog(models.hair, 'hair', now, history),
      clothing: clamp(clothing, -4, 7),
      belongings: clamp(habitLog(models.belongings, 'belongings', now, history), -3, 6),
      voice: habitLog(models.voice, 'voice', now, history),
      address: addressLog(now, history),
      demand: clamp(habitLog(models.topic, 'topic', now, history), -4, 6),
      details: clamp(habitLog(models.details, 'details', now, history), -3, 5),
      words: clamp(habitLog(models.words, 'words', now, history), -5, 10),
      place: placeLog(now, history, topic),
      cue: cueLog(now, history),
    };
  };

  return { weigh };
};
