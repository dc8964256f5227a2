import { currentContent, type Incident } from '../incident/incident.ts';
import type { Ward } from '../people/departments.ts';
import type { Alert } from './alert.ts';

/** Departments named for one record. */
const MOST = 6;

/** What people say when they are about to go somewhere else. */
const GOING = /行く|行って|いく|いって|行こう|回る|まわる|向か|寄る|寄って|次は|今から|これから|今度は/u;

const SENTENCE_END = /[。！？!?\n]/u;

/**
 * Where the person may go next: departments that they named in a sentence about going, then those to which
 * people usually go from here. Only ids of departments come out of the words.
 */
export function likelyNext(incident: Incident, ward: Ward): Alert['next'] {
  const { utterances, manner, endingNote } = currentContent(incident);
  const told = [
    ...utterances.filter(({ who }) => who !== 'staff').map(({ words }) => words),
    manner,
    endingNote,
  ]
    .flatMap((text) => text.normalize('NFKC').split(SENTENCE_END))
    .filter((sentence) => GOING.test(sentence));
  const said = ward.departments.filter(
    ({ id, name }) => id !== incident.department && told.some((sentence) => sentence.includes(name)),
  );
  const usual = (ward.departments.find(({ id }) => id === incident.department)?.next ?? []).filter(
    (id) => id !== incident.department && !said.some((department) => department.id === id),
  );
  return [
    ...said.map(({ id }) => ({ department: id, why: 'said' as const })),
    ...usual.map((department) => ({ department, why: 'usual' as const })),
  ].slice(0, MOST);
}
