import type { Description } from './describe.ts';
import type { NameForm } from './names.ts';

/** Counts values of one field; shares are smoothed so that an unseen value is rare and never impossible. */
export const createTally = (slack: number) => {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add: (value: string, by: number): void => {
      if (value === '') return;
      counts.set(value, (counts.get(value) ?? 0) + by);
      total += by;
    },
    share: (value: string): number => ((counts.get(value) ?? 0) + 0.5) / (total + slack),
    count: (value: string): number => counts.get(value) ?? 0,
    total: (): number => total,
  };
};

export type Tally = ReturnType<typeof createTally>;

export const choiceFields = ['gender', 'height', 'build', 'glasses'] as const;

/** Chance agreement (u) of the closed fields, learnt from every record filed so far. */
export const createFrequencies = () => {
  const tallies = {
    gender: createTally(2),
    height: createTally(2),
    build: createTally(2),
    glasses: createTally(2),
    scene: createTally(4),
    department: createTally(30),
    surname: createTally(60),
    given: createTally(60),
    town: createTally(15),
    block: createTally(60),
    age: createTally(8),
    topicTotal: createTally(50),
    topicDepartment: createTally(50),
  };

  const nameKeys = (name: NameForm): { surname: string; given: string } => ({
    surname: name.surnameSounds[0] ?? name.surname,
    given: name.givenSounds[0] ?? name.given,
  });

  const count = (record: Description, topic: string, by: 1 | -1): void => {
    for (const field of choiceFields) if (record[field] !== 'unknown') tallies[field].add(record[field], by);
    tallies.scene.add(record.scene, by);
    tallies.department.add(record.department, by);
    if (record.age >= 0) tallies.age.add(String(record.age), by);
    if (record.name !== undefined) {
      const keys = nameKeys(record.name);
      tallies.surname.add(keys.surname, by);
      tallies.given.add(keys.given, by);
    }
    if (record.address !== undefined) {
      tallies.town.add(record.address.town, by);
      if (record.address.block !== '')
        tallies.block.add(`${record.address.town}|${record.address.block}`, by);
    }
    if (topic !== '') {
      tallies.topicTotal.add(topic, by);
      tallies.topicDepartment.add(`${topic}|${record.department}`, by);
    }
  };

  /** How often this matter is heard in this department: a second agreement that is no news. */
  const departmentGiven = (department: string, topic: string): number => {
    const general = tallies.department.share(department);
    if (topic === '') return general;
    const heard = tallies.topicDepartment.count(`${topic}|${department}`);
    return (heard + 2 * general) / (tallies.topicTotal.count(topic) + 2);
  };

  return { tallies, count, departmentGiven, nameKeys };
};

export type Frequencies = ReturnType<typeof createFrequencies>;
