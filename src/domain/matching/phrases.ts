import { squeeze } from './normalise.ts';

const PRONOUNS: readonly (readonly [RegExp, string])[] = [
  [/(?:俺様|俺|おれ|オレ|僕|ぼく|わし|ワシ|わたくし|わたし|あたし|こっち|こちら)/g, '私'],
  [/(?:お前|おまえ|オマエ|あなた|あんた|貴様|きさま|てめえ|てめぇ|君|きみ|おたく|そっち)/g, 'あなた'],
];

/** Spoken words without marks, with one word for every 俺・私 and お前・あなた. Idempotent. */
export const plainPhrase = (text: string): string => {
  let plain = squeeze(text).replaceAll(/[。、．，.,！？!?「」『』（）()…‥〜~ー\-・"'“”]/g, '');
  for (const [pattern, by] of PRONOUNS) plain = plain.replaceAll(pattern, by);
  return plain.replaceAll(/あなた(?:たち|達|方|がた|ども)/g, 'あなたら');
};

/**
 * Finds departments named in the words (「さっき福祉課で断られた」). The longest name wins, so 高齢福祉課
 * is not taken for 福祉課. `known` grows with the records.
 */
export const createDepartmentFinder = () => {
  const known = new Set<string>();
  let longestFirst: string[] = [];
  return {
    learn: (department: string): void => {
      const plain = squeeze(department);
      if (plain.length < 2 || known.has(plain)) return;
      known.add(plain);
      longestFirst = [...known].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    },
    find: (text: string): string | undefined => {
      const plain = squeeze(text);
      return longestFirst.find((name) => plain.includes(name));
    },
  };
};
