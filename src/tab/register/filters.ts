import type { Me } from '../../api/me.ts';
import type { Named } from '../../api/named.ts';
import type { RegisterQuery } from '../../api/register.ts';
import { dayText } from '../shell/format.ts';

/** What narrows the register down and may stand in an address. The words that are searched for may not. */
export type Filters = Omit<RegisterQuery, 'words' | 'after'> & {
  readonly sort: 'occurred' | 'filed';
  readonly order: 'newest' | 'oldest';
};

export const noFilters: Filters = { sort: 'occurred', order: 'newest' };

/** Filters that are chosen from a list, with their names on the screen. */
export const choosable = {
  department: '課',
  scene: '場面',
  conduct: '行為',
  severity: '重さ',
  state: '状態',
} as const;
export type Choosable = keyof typeof choosable;

/** What the person may choose from. */
export const choicesOf = (me: Me): Readonly<Record<Choosable, readonly Named[]>> => ({
  department: me.ward.departments,
  scene: me.choices.scenes,
  conduct: me.choices.conduct,
  severity: me.choices.severities,
  state: me.choices.states,
});

/** A day as somebody might really mean it: not the year 0002 of a date that is still being typed. */
export const isDay = (text: string | null | undefined): text is string =>
  typeof text === 'string' &&
  /^20\d{2}-\d{2}-\d{2}$/u.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** Reads the hash; what is unknown to this ward, or no day, is left out, so that an old link still works. */
export function filtersFrom(query: string, choices: ReturnType<typeof choicesOf>): Filters {
  const asked = new URLSearchParams(query);
  const chosen = Object.fromEntries(
    Object.keys(choosable).flatMap((key) => {
      const value = asked.get(key);
      const known = choices[key as Choosable].some(({ id }) => id === value);
      return known && value !== null ? [[key, value]] : [];
    }),
  ) as Partial<Filters>;
  const [from, until] = [asked.get('from'), asked.get('until')];
  return {
    ...chosen,
    ...(isDay(from) ? { from } : {}),
    ...(isDay(until) ? { until } : {}),
    sort: asked.get('sort') === 'filed' ? 'filed' : 'occurred',
    order: asked.get('order') === 'oldest' ? 'oldest' : 'newest',
  };
}

/** For the hash; what goes without saying is left out. */
export function queryOf(filters: Filters): string {
  const { sort, order, ...rest } = filters;
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([key, value]): [string, string][] =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  if (sort !== 'occurred') query.set('sort', sort);
  if (order !== 'newest') query.set('order', order);
  return query.toString();
}

/** The filters with one of them set anew, or taken off. */
export function withFilter(
  filters: Filters,
  key: Exclude<keyof Filters, 'sort' | 'order'>,
  value: string,
): Filters {
  const { [key]: _, ...rest } = filters;
  return value === '' ? rest : { ...rest, [key]: value };
}

/** One active filter in words, and the filters without it. */
export type Chip = { readonly key: string; readonly label: string; readonly without: Filters };

export function chipsOf(filters: Filters, choices: ReturnType<typeof choicesOf>, now: Date): Chip[] {
  const { from, until } = filters;
  const period =
    from === undefined && until === undefined
      ? []
      : [
          {
            key: 'period',
            label: `期間: ${from === undefined ? '' : dayText(from, now)}〜${until === undefined ? '' : dayText(until, now)}`,
            without: withFilter(withFilter(filters, 'from', ''), 'until', ''),
          },
        ];
  const chosen = Object.entries(choosable).flatMap(([key, name]) => {
    const id = filters[key as Choosable];
    if (id === undefined) return [];
    const found = choices[key as Choosable].find((choice) => choice.id === id);
    return [
      { key, label: `${name}: ${found?.name ?? id}`, without: withFilter(filters, key as Choosable, '') },
    ];
  });
  return [...period, ...chosen];
}

/** The body of a search. */
export const bodyOf = (filters: Filters, words: string, after: string | undefined): RegisterQuery => ({
  ...filters,
  ...(words === '' ? {} : { words }),
  ...(after === undefined ? {} : { after }),
});
