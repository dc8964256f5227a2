import { askedNames } from '../domain/escalation/escalation.ts';
import {
  ageNames,
  conductNames,
  dangerNames,
  endingNames,
  genderNames,
  glassesNames,
  placeNames,
  recordingNames,
  sceneNames,
  speakerNames,
} from '../domain/incident/choices.ts';
import type { Ward } from '../domain/people/departments.ts';

export type Choice = { title: string; value: string };

const list = (names: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(names).map(([value, title]) => ({ title, value }));

export const fixedChoices = {
  scenes: list(sceneNames),
  ages: list(ageNames),
  genders: list(genderNames),
  glasses: list(glassesNames),
  conducts: list(conductNames),
  dangers: list(dangerNames),
  endings: list(endingNames),
  places: list(placeNames),
  recordings: list(recordingNames),
  asked: list(askedNames),
  speakers: list(speakerNames),
  roles: [
    { title: '職員(窓口・電話)', value: 'staff' },
    { title: '課長・係長(承認者)', value: 'approver' },
    { title: '総務課(調整担当)', value: 'coordinator' },
  ],
};

export const departmentChoices = (ward: Ward): Choice[] =>
  ward.departments.map(({ id, name }) => ({ title: name, value: id }));
