import type { Person } from '../../domain/people/person.ts';
import { standingOf } from '../../domain/people/standing.ts';
import type { PersonFile } from '../../domain/subject/file.ts';
import { flagRefusal, mayEndFlag } from '../../domain/subject/flagging.ts';
import type { House } from '../ports.ts';

/** Whether this reader may decide now about the mark that the file waits for. */
export const mayDecideFlag = (house: Pick<House, 'rules'>, person: Person, file: PersonFile): boolean =>
  file.asked !== undefined && flagRefusal(standingOf(person, house.rules), file.asked) === undefined;

/** Whether this reader may end the mark that holds now. */
export const mayEndMark = (house: Pick<House, 'rules'>, person: Person, file: PersonFile): boolean =>
  file.active !== undefined && mayEndFlag(standingOf(person, house.rules), file.active);
