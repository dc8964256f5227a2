import type { Candidate } from './candidate.ts';
import type { Dimension } from './lexicon.ts';
import { hitsOf } from './pattern.ts';

/** A number with its unit: what it measures and where it stands in the sentence. */
export type Measure = { of: Dimension | 'amount'; start: number; end: number };

const N = '[0-9一二三四五六七八九十百千]{1,6}(?:[.,][0-9]{1,4})?';
const CLOCK = '(?:午前|午後)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})';

/** 40分 lasts; 14時10分, 5分後 and 10分おき do not. */
const DURATION = new RegExp(
  `(?<![0-9時.]|時間?半?)(?:${N})(?:秒|分|時間|日間|日(?=にわた|に渡|がか|近く)|週間|か月|ヶ月|カ月|年間)(?:半)?(?!後|前|ご?ろ|頃|遅れ|過ぎ|すぎ|おき|ごと|毎|以内|に[0-9一]|の1|延)`,
  'g',
);
const RANGE = new RegExp(
  `${CLOCK}(?:頃|ごろ|過ぎ|すぎ)?(?:から|より|〜|~|～|-|－|―|ー|に(?:来庁|入電|着信)[^。]{0,8}?)[^。]{0,14}?${CLOCK}|${CLOCK}(?:頃|ごろ|過ぎ|すぎ)?まで`,
  'g',
);
const COUNT = new RegExp(
  `(?<![第何数幾十百])(?:${N})(?:回|度(?!目|合)|遍|件|通|往復|たび)(?!目|線|生|答|収|復|転|覧|数券)`,
  'g',
);
const DISTANCE = new RegExp(`(?:${N})(?:cm|mm|m(?![a-zA-Z])|メートル|センチ|ミリ|km|キロ)`, 'gi');
const LOUDNESS =
  /[0-9]{1,3}(?:\.[0-9])?(?:dB|db|DB|デシベル|ホン)|(?:まで|に(?:も|まで)?|へ|から(?:でも)?|でも|中に|全体に)[^、。]{0,6}(?:聞こえ|きこえ|聞き取れ|届|響)|(?:が|も|は|、)[^、。]{0,14}(?:を聞い(?:た|て)|聞いて(?:い(?:る|た)|おり)|聞こえた)/g;
const AMOUNT = new RegExp(`(?:${N})(?:枚|冊|個|名|人|円|台|点|袋|本|ページ|頁|割|%|倍|種類|か所)`, 'g');

const KINDS: ReadonlyArray<readonly [Measure['of'], RegExp]> = [
  ['duration', DURATION],
  ['duration', RANGE],
  ['count', COUNT],
  ['distance', DISTANCE],
  ['loudness', LOUDNESS],
  ['amount', AMOUNT],
];

/** The measures that a sentence carries, in no order. */
export function measuresIn(shown: string): Measure[] {
  if (!/[0-9一二三四五六七八九十百千聞届響]/.test(shown)) return [];
  return KINDS.flatMap(([of, pattern]) => hitsOf(pattern, shown).map((hit) => ({ of, ...hit })));
}

/** Which measures answer a manner of a dimension; tone has none, only the words themselves. */
const ANSWERS: Readonly<Record<Dimension, ReadonlyArray<Measure['of']>>> = {
  loudness: ['loudness', 'distance'],
  duration: ['duration'],
  count: ['count'],
  force: ['count', 'duration', 'distance'],
  tone: [],
  distance: ['distance'],
  degree: ['amount', 'count', 'duration', 'distance', 'loudness'],
};

/** Where one statement ends and the next, with its own manner, begins. */
const TURN =
  /(?:た|る|い|だ)が、|けれども?|ものの、|(?:た|る)ところ|(?:た|る|い)ため|(?:た|る|い)ので|その後|それから|[た](?:後|のち|あと)|終え|退(?:庁|室|去)|帰っ/;

/** Whether the sentence measures this very manner (ANNOTATION: for that same manner). */
export function isMeasured(shown: string, candidate: Candidate, measures: readonly Measure[]): boolean {
  return measures.some((measure) => {
    if (!candidate.of.some((dimension) => ANSWERS[dimension].includes(measure.of))) return false;
    const between =
      measure.end <= candidate.start
        ? shown.slice(measure.end, candidate.start)
        : shown.slice(candidate.end, measure.start);
    if (candidate.of.includes('degree') && between.length > 6) return false;
    return !TURN.test(between);
  });
}
