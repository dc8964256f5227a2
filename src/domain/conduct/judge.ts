import { compileAny, createSieve, hitsOf } from '../wording/pattern.ts';
import { conductInputSchema, type ConductContext, type ConductInput } from './context.ts';
import { conductLabels, conductNames, type ConductLabel } from './label.ts';
import type { ConductRule, ConductRules } from './rules.ts';
import { announced, firstHand } from './secondhand.ts';
import { spelt } from './spelling.ts';

/** Why a label holds: the words or the figure that led to it, in Japanese. */
export type ConductReason = { label: ConductLabel; name: string; because: string };

export type ConductJudgement = { labels: ConductLabel[]; why: ConductReason[] };

export type JudgeConduct = (input: ConductInput) => ConductJudgement;

type CompiledRule = {
  label: ConductLabel;
  of: ConductRule['of'];
  scene: ConductRule['scene'];
  any: RegExp;
  need: RegExp | null;
  needAlso: RegExp | null;
  unless: RegExp | null;
  never: RegExp | null;
  harmless: RegExp | null;
  yields: readonly ConductLabel[];
  why: string;
};

type Text = {
  whole: string;
  /** Each with the rules that may hold in it. */
  sentences: readonly { text: string; rules: ReadonlySet<CompiledRule> }[];
};

const compileOne = (pattern: string | undefined): RegExp | null =>
  pattern === undefined ? null : new RegExp(compileAny([pattern]).source);
const compileMany = (patterns: readonly string[]): RegExp | null =>
  patterns.length === 0 ? null : new RegExp(compileAny(patterns).source);

function compileRule(label: ConductLabel, rule: ConductRule): CompiledRule {
  return {
    label,
    of: rule.of,
    scene: rule.scene,
    any: compileAny(rule.any),
    need: compileOne(rule.need),
    needAlso: compileOne(rule.needAlso),
    unless: compileMany(rule.unless),
    never: compileMany(rule.never),
    harmless: rule.harmless.length === 0 ? null : compileAny(rule.harmless),
    yields: rule.yields,
    why: rule.why,
  };
}

const split = (whole: string): string[] => whole.match(/[^。！？!?\n]{1,2000}[。！？!?\n]{0,3}/g) ?? [];

/** 土下座しろとは言わない: what is said not to be meant. */
const NOT_MEANT =
  /^[^。、]{0,6}?(?:と(?:まで)?は?(?:言(?:わ(?:な|ん|へん)|いませ|って(?:い)?(?:な|ませ|へん))|いわ(?:な|ん|へん)|思(?:わ|いませ|って(?:い)?(?:な|ませ)))|つもりは(?:な|あり)|気は(?:な|あり)|わけ(?:では|じゃ)(?:な|あり)|なんて(?:言わ|思わ|しな|しませ)|ことは(?:しな|しませ|求めな|求めませ))/;
const VISIT_NOTE = /訪問|宅|玄関|居間|室内|家を/;

function inScene(rule: CompiledRule, context: ConductContext): boolean {
  if (rule.scene === undefined) return true;
  if (context.scene !== undefined) return rule.scene.includes(context.scene);
  const atHome = VISIT_NOTE.test(context.note ?? '');
  return rule.scene.includes('visit') ? atHome : !atHome;
}

/** The words by which a rule holds, or null. */
function found(rule: CompiledRule, text: Text): string | null {
  const places = text.sentences.filter(({ rules }) => rules.has(rule));
  if (places.length === 0) return null;
  if (rule.need !== null && !rule.need.test(text.whole)) return null;
  if (rule.needAlso !== null && !rule.needAlso.test(text.whole)) return null;
  for (const { text: sentence } of places) {
    const tried =
      rule.harmless === null
        ? sentence
        : sentence.replaceAll(rule.harmless, (s) => '\uE002'.repeat(s.length));
    for (const { start, end } of hitsOf(rule.any, tried)) {
      if (NOT_MEANT.test(tried.slice(end))) continue;
      if (rule.unless?.test(tried) === true) break;
      return tried.slice(start, end).replace(/^[、。！!\s]/, '');
    }
  }
  return null;
}

/**
 * Builds the judge of ANNOTATION §2 from the ward's rules. The returned function is pure; labels come
 * in the order of the page, each with one reason.
 */
export function createConductJudge(rules: ConductRules): JudgeConduct {
  const all = [rules.time, rules.repeat, ...rules.others].flatMap((list) =>
    list.rules.map((rule) => compileRule(list.label, rule)),
  );
  // What a match must contain stands in the sentence as well when a harmless phrase is taken out: it is no part of it.
  const sieve = createSieve(all, (rule) => rule.any.source);
  const read = (whole: string): Text => ({
    whole,
    sentences: split(whole).map((text) => ({ text, rules: new Set(sieve(text)) })),
  });
  const compiled = all.filter((rule) => rule.yields.length === 0);
  const yielding = all.filter((rule) => rule.yields.length > 0);
  const { time, repeat } = rules;
  const [pending, answered, working] = [time.answerPending, time.answered, time.workGoingOn].map((p) =>
    compileOne(p),
  );
  const [other, listed, same] = [repeat.otherErrand, repeat.errandList, repeat.sameErrand].map((p) =>
    compileOne(p),
  );

  /** 60 minutes or more, unless the note says that no answer had been given yet. */
  function byMinutes(context: ConductContext, note: string): string | null {
    if (context.minutes === undefined || context.minutes < time.minutes) return null;
    if (pending?.test(note) === true) return null;
    if (answered?.test(note) !== true && working?.test(note) === true) return null;
    return `対応時間が${context.minutes}分（${time.minutes}分以上）`;
  }

  /** 3 visits this week or 5 calls today, unless the words show different errands. */
  function byCount(context: ConductContext, words: string, note: string): string | null {
    const both = `${words}。${note}`;
    if (same?.test(both) !== true && (other?.test(both) === true || listed?.test(both) === true)) return null;
    if ((context.visitsThisWeek ?? 0) >= repeat.visits)
      return `今週の来庁が${context.visitsThisWeek}回（${repeat.visits}回以上）`;
    if ((context.callsToday ?? 0) >= repeat.calls)
      return `本日の電話が${context.callsToday}回（${repeat.calls}回以上）`;
    return null;
  }

  return (input) => {
    const { words, context } = conductInputSchema.parse(input);
    const said = spelt(words);
    const note = spelt(context.note ?? '');
    const texts = { words: read(firstHand(said) + announced(note)), note: read(note) };
    const both = `${said}\n${note}`;
    const reasons = new Map<ConductLabel, string>();
    const minutes = byMinutes(context, note);
    if (minutes !== null) reasons.set('time', minutes);
    const count = byCount(context, said, note);
    if (count !== null) reasons.set('repeat', count);
    for (const rule of [...compiled, ...yielding]) {
      if (reasons.has(rule.label) || !inScene(rule, context)) continue;
      if (rule.yields.some((label) => reasons.has(label))) continue;
      const hit = found(rule, texts[rule.of]);
      if (hit !== null && rule.never?.test(both) !== true) {
        reasons.set(
          rule.label,
          `${rule.of === 'note' ? 'メモの' : ''}「${hit.replaceAll('\uE002', '…')}」: ${rule.why}`,
        );
      }
    }
    const labels = conductLabels.filter((label) => reasons.has(label));
    return {
      labels,
      why: labels.map((label) => ({ label, name: conductNames[label], because: reasons.get(label) ?? '' })),
    };
  };
}
