import { recordNumberSchema } from '../domain/ids.ts';
import type { Conduct } from '../domain/incident/choices.ts';
import { currentContent, currentVersion, type Incident } from '../domain/incident/incident.ts';
import { recordState } from '../domain/incident/state.ts';
import { departmentName } from '../domain/people/departments.ts';
import type { Person } from '../domain/people/person.ts';
import { type Standing, standingOf } from '../domain/people/standing.ts';
import { registerExtent, scopesOf } from '../domain/register/scope.ts';
import { findsByWords, wordsOf } from '../domain/register/words.ts';
import { fromWallClock, wallClock } from '../domain/time.ts';
import { handOut, takeBack } from './continuation.ts';
import { noteLook } from './note-look.ts';
import type { House, IncidentFilter, IncidentQuery } from './ports.ts';
import { type RegisterRow, registerRow } from './views/register.ts';

/** Records that are read at once. */
const PAGE = 50;

/** With so many rows a page is worth showing. */
const ROWS_WANTED = 25;

/** Records that one request looks at; what is rare is found by going on. */
const MOST_PAGES = 8;

/** What is asked of the register; days are YYYY-MM-DD in Japan, both included. */
export type RegisterSearch = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly department?: string | undefined;
  readonly scene?: IncidentFilter['scene'] | undefined;
  readonly conduct?: Conduct | undefined;
  readonly severity?: IncidentFilter['severity'] | undefined;
  readonly state?: IncidentFilter['state'] | undefined;
  /** All of these words, apart by blanks, in what the reader may read of a record, or its number. */
  readonly words?: string | undefined;
  readonly sort?: IncidentQuery['sort'] | undefined;
  readonly order?: IncidentQuery['order'] | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
};

export type SearchingRegister =
  | {
      readonly kind: 'found';
      readonly rows: readonly RegisterRow[];
      /** Absent when the search is through. A page may hold no row and still have a next. */
      readonly next?: string;
      /** Records of the reader's register that were looked at. */
      readonly lookedAt: number;
      /** Day (YYYY-MM-DD, Japan) of the last record that was looked at, in the order of the search. */
      readonly reached?: string;
    }
  /** The continuation is none of this question. */
  | { readonly kind: 'no-such-continuation' }
  /** The period ends before it begins. */
  | { readonly kind: 'no-such-period' };

type Needs = Pick<House, 'incidents' | 'lookUps' | 'rules' | 'ward' | 'digest' | 'now'>;

/** Everything that decides what is shown, beside the reader's role, which is looked up every time. */
type Question = Omit<RegisterSearch, 'after' | 'words'> & { readonly words: readonly string[] };

/** A day in Japan as the instants at which it begins and is over. */
function dayOf(day: string): { begins: Date; over: Date } | undefined {
  const begins = fromWallClock(day, '00:00');
  return begins && { begins, over: new Date(begins.getTime() + 86_400_000) };
}

/**
 * A page of the register as this reader may see it: coordinators everything, approvers their departments and the
 * conduct elsewhere, everybody their own. At most {@link MOST_PAGES} pages of records are read, however much
 * there is. Whoever searches by words leaves an entry first, without the words.
 */
export async function searchRegister(
  house: Needs,
  person: Person,
  search: RegisterSearch,
): Promise<SearchingRegister> {
  const { after, words: typed = '', ...rest } = search;
  const question: Question = { ...rest, words: wordsOf(typed) };
  const [first, last] = [search.from, search.until].map((day) =>
    day === undefined ? undefined : dayOf(day),
  );
  const noDay = (search.from !== undefined && !first) || (search.until !== undefined && !last);
  if (noDay || (first !== undefined && last !== undefined && last.over <= first.begins)) {
    return { kind: 'no-such-period' };
  }
  const place = after === undefined ? undefined : takeBack(house, keyOf(question, person), after);
  if (after !== undefined && place === undefined) return { kind: 'no-such-continuation' };
  if (question.words.length > 0) {
    await noteLook(house, person, { kind: 'register', fields: ['words'], shown: [] });
  }
  const look = createLook(house, person, question, { from: first?.begins, before: last?.over });
  const number = recordNumberSchema.safeParse(question.words.join(' ').toUpperCase());
  return number.success ? look.at(number.data) : look.from(place);
}

const keyOf = (question: Question, person: Person): unknown => {
  const { from, until, department, scene, conduct, severity, state, words, sort, order } = question;
  return [person.key, from, until, department, scene, conduct, severity, state, words, sort, order];
};

type Period = Pick<IncidentQuery, 'from' | 'before'>;

function createLook(house: Needs, person: Person, question: Question, period: Period) {
  const standing = standingOf(person, house.rules);
  const { sort = 'occurred', order = 'newest' } = question;

  function rowOf(incident: Incident): RegisterRow | undefined {
    const extent = registerExtent(standing, incident);
    if (extent === undefined || !meets(incident, question, period)) return undefined;
    const department = departmentName(house.ward(), incident.department);
    return findsByWords(incident, { extent, person }, department, question.words)
      ? registerRow(incident, extent, person)
      : undefined;
  }

  return {
    /** The one record of this number. */
    async at(number: string): Promise<SearchingRegister> {
      const incident = await house.incidents.read(number);
      const row = incident && rowOf(incident);
      return { kind: 'found', rows: row === undefined ? [] : [row], lookedAt: row === undefined ? 0 : 1 };
    },

    async from(place: string | undefined): Promise<SearchingRegister> {
      const rows: RegisterRow[] = [];
      const query = { any: filtersOf(standing, question), ...period, sort, order, limit: PAGE };
      let at = place;
      let lookedAt = 0;
      let reached: string | undefined;
      for (let pages = 0; pages < MOST_PAGES && rows.length < ROWS_WANTED; pages += 1) {
        const page = await pageAt(house, { ...query, after: at });
        if (page === undefined) return { kind: 'no-such-continuation' };
        lookedAt += page.items.length;
        rows.push(...page.items.map(rowOf).filter((row) => row !== undefined));
        const last = page.items.at(-1);
        if (last !== undefined) reached = dayIn(last, sort);
        at = page.next;
        if (at === undefined) return { kind: 'found', rows, lookedAt };
      }
      return {
        kind: 'found',
        rows,
        lookedAt,
        ...(at === undefined ? {} : { next: handOut(house, keyOf(question, person), at) }),
        ...(reached === undefined ? {} : { reached }),
      };
    },
  };
}

const dayIn = (incident: Incident, sort: IncidentQuery['sort']): string =>
  wallClock(new Date(sort === 'occurred' ? currentContent(incident).occurredAt : incident.filedAt)).date;

/** A page; undefined when the place is none of the store's. */
async function pageAt(
  house: Needs,
  query: IncidentQuery,
): Promise<{ items: readonly Incident[]; next?: string } | undefined> {
  try {
    return await house.incidents.page(query);
  } catch (fault) {
    if (fault instanceof TypeError && query.after !== undefined) return undefined;
    throw fault;
  }
}

/** What the store can look for, for each part of the reader's register. */
function filtersOf(standing: Standing, question: Question): IncidentFilter[] {
  const { department, scene, severity, state, conduct } = question;
  const asked = {
    ...(scene === undefined ? {} : { scene }),
    ...(severity === undefined ? {} : { severity }),
    ...(state === undefined ? {} : { state }),
  };
  return scopesOf(standing, { department, labelled: conduct !== undefined }).map((scope) => ({
    ...scope,
    ...asked,
  }));
}

/** The whole question but its words, asked of the record itself: an index may lag behind, a record never does. */
function meets(incident: Incident, question: Question, { from, before }: Period): boolean {
  const { content, judged } = currentVersion(incident);
  const { department, scene, severity, state, conduct } = question;
  const occurredAt = new Date(content.occurredAt);
  return (
    (department === undefined || incident.department === department) &&
    (scene === undefined || content.scene === scene) &&
    (severity === undefined || (judged?.risk?.level ?? 'none') === severity) &&
    (state === undefined || recordState(incident) === state) &&
    (conduct === undefined || content.conduct.includes(conduct)) &&
    (from === undefined || occurredAt >= from) &&
    (before === undefined || occurredAt < before)
  );
}
