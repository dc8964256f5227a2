import { isReportedSpeech, namesSource } from './attribution.ts';
import { surroundings, type Candidate } from './candidate.ts';
import type { Finding, WordingKind } from './finding.ts';
import {
  APPEARANCE_NOUN,
  GUESS_ADVERB,
  GUESS_MARK,
  SENSITIVE_GUESS,
  guessStart,
  isInnerState,
  isObservable,
} from './guesses.ts';
import { CARRIED_MARKS, HEARSAY_MARKS } from './hearsay.ts';
import type { WordingLexicon } from './lexicon.ts';
import { isMeasured, measuresIn } from './measures.ts';
import { createNormaliser } from './normalise.ts';
import { joinDegrees, withoutOverlap } from './overlap.ts';
import { compileAny, compilePattern, createSieve, type Hit, hitsOf } from './pattern.ts';
import { isGivenInWords, isMannerOfUtterance, utterancesIn, type Utterance } from './quotes.ts';
import { isFeelingDenied, isHypothetical, isNegated, isProcedural } from './scope.ts';
import { BLANK, splitSentences, type Sentence } from './sentences.ts';

/** The endings that belong to a verb or adjective which a list names by its stem. */
const TAIL =
  /^(?:(?:ら|さ)?れ|せ|させ)?(?:て|で)?(?:しま(?:い|っ|う)|い(?=[たまる])|おり|き(?=[たま]))?(?:まし|ます)?(?:た(?![らり])|だ(?!が|ら)|る)?(?:です|でした)?/;

type Rule = { say: string; find: RegExp; kind: WordingKind; ask: string; of: Candidate['of']; tail: boolean };

/** Judges one text; offsets are those of the text as typed. */
export type JudgeWording = (text: string) => Finding[];

function rulesOf(lexicon: WordingLexicon, asks: Readonly<Record<string, string>>): Rule[] {
  const rules = lexicon.lists.flatMap((list) =>
    list.entries.flatMap((entry) =>
      entry.say.map((say) => ({
        say,
        find: compilePattern(say),
        kind: list.kind,
        ask: asks[entry.ask] ?? '',
        of: entry.of ?? [],
        tail: list.kind !== 'vague-manner',
      })),
    ),
  );
  const certain = lexicon.sensitive.certain.map((say) => ({
    say,
    find: compilePattern(say),
    kind: 'sensitive' as const,
    ask: asks[lexicon.sensitive.ask] ?? '',
    of: [],
    tail: true,
  }));
  return [...rules, ...certain];
}

/** 非常識クイズ大会: a verdict word that only starts a name. */
function isInCompound(shown: string, end: number): boolean {
  return (
    /[^ぁ-ん]/.test(shown.charAt(end - 1)) &&
    /^[一-龠ァ-ヶ](?![で者])/.test(shown.slice(end)) &&
    !/^[者極千行主的]/.test(shown.slice(end))
  );
}

/** 大きな声でお呼びした: what staff did themselves, in their humble words. */
const STAFF_ACT =
  /^[^、。]{0,12}?(?:お(?:呼び|伝え|知らせ|話し|声[がか]け|願い|名前)|呼び出|読み上げ|案内|アナウンス|説明|復唱|挨拶)(?:し(?!ろ)|いた|を(?:し|かけ))(?!てほしい|てもらい)/;

/** （本人より電話）: a source given after the statement. */
const PARENTHESIS = /[（(][^）)]{1,40}/;

/** 来庁者が驚いて: the feeling of somebody who is neither the writer nor a colleague. */
const BYSTANDER =
  /(?:来庁者|来所者|客|利用者|区民|子ども|子供|乳児|男性|女性|本人|相手|通行人|家族|母親|父親|申請者)(?:が|は|も)[^、。]{0,4}$/;

/** What was found outside the words that are blanked out. */
const hits = (find: RegExp, shown: string): Hit[] =>
  hitsOf(find, shown).filter(({ start, end }) => !shown.slice(start, end).includes(BLANK));

/**
 * Builds the judge of ANNOTATION §1 from the ward's word lists. The returned function is pure and
 * linear in the text: each sentence is judged alone, apart from a source named just before it.
 */
export function createWordingJudge(lexicon: WordingLexicon): JudgeWording {
  const asks = lexicon.asks.asks;
  const ask = (name: string): string => asks[name] ?? '';
  const normalise = createNormaliser(new Map(lexicon.misspellings.pairs));
  const rulesFor = createSieve(rulesOf(lexicon, asks), ({ say }) => say);
  const setTerms = compileAny(lexicon.setTerms.terms);
  const topicsFor = createSieve(
    lexicon.sensitive.topics.flatMap((topic) => topic.say.map((say) => ({ say, find: compilePattern(say) }))),
    ({ say }) => say,
  );
  const rumours = new Set(lexicon.hearsay.rumours.map(compilePattern));
  const marks = [...HEARSAY_MARKS, ...rumours];

  /** The sentence with set terms blanked out as well, so that no list matches inside them. */
  const withoutSetTerms = (sentence: Sentence): Sentence => ({
    ...sentence,
    shown: sentence.shown.replaceAll(setTerms, (term) => '\uE001'.repeat(term.length)),
  });

  function listed(sentence: Sentence): Candidate[] {
    const found: Candidate[] = [];
    for (const rule of rulesFor(sentence.shown)) {
      for (const { start, end } of hits(rule.find, sentence.shown)) {
        const tail = rule.tail ? (TAIL.exec(sentence.shown.slice(end, end + 12))?.[0].length ?? 0) : 0;
        const stop = end + tail;
        if (rule.kind === 'evaluation' && isInCompound(sentence.shown, end)) continue;
        found.push({
          start,
          end: /^[てでい]/.test(sentence.shown.slice(end, stop)) && tail === 1 ? end : stop,
          kind: rule.kind,
          ask: rule.ask,
          of: rule.of,
        });
      }
    }
    return found;
  }

  function sensitiveGuesses(sentence: Sentence): Candidate[] {
    const found: Candidate[] = [];
    for (const { find } of topicsFor(sentence.shown)) {
      for (const { start, end } of hits(find, sentence.shown)) {
        const guess = SENSITIVE_GUESS.exec(sentence.shown.slice(end, end + 40));
        const inside =
          guess === null && /(?:では|じゃ)な(?:い|さそう)/.test(sentence.shown.slice(start, end));
        if (guess === null && !inside) continue;
        found.push({
          start,
          end: end + (guess?.[0].length ?? 0),
          kind: 'sensitive',
          ask: ask(lexicon.sensitive.ask),
          of: [],
        });
      }
    }
    return found;
  }

  function hearsay(sentence: Sentence, sourceBefore: () => boolean): Candidate[] {
    const found: Candidate[] = [];
    for (const mark of marks) {
      for (const { start, end } of hits(mark, sentence.shown)) {
        const before = sentence.shown.slice(0, start);
        const rumour = rumours.has(mark);
        if (
          !rumour &&
          (namesSource(
            `${sentence.shown.slice(0, end)}、${PARENTHESIS.exec(sentence.shown.slice(end))?.[0] ?? ''}`,
          ) ||
            (CARRIED_MARKS.has(mark) && sourceBefore()))
        )
          continue;
        if (
          /^(?:いな|いませ|おら|おりませ|はいな)/.test(sentence.shown.slice(end)) ||
          (before.length === 0 && !rumour)
        )
          continue;
        found.push({ start, end, kind: 'hearsay', ask: ask(lexicon.hearsay.ask), of: [] });
      }
    }
    return found;
  }

  /** 寂しくて話し相手がほしいのだと思われる: a feeling under a guess is a guess at the person. */
  function isOthersFeeling(sentence: Sentence, c: Candidate): boolean {
    return (
      c.kind === 'feeling' &&
      /^[^、。]{0,24}?(?:と(?:思われ|見られ|みられ|考えられ|推測|推察)|よう(?:だ|で(?:す|し|あ|、|。))|らし|ように(?:見|感じ)|様子|のだろう|のか、)/.test(
        sentence.shown.slice(c.end),
      )
    );
  }

  /** Guess forms whose content no list named: 何か企んでいるようだ. */
  function guesses(sentence: Sentence, taken: readonly Candidate[], hasSource: () => boolean): Candidate[] {
    const found: Candidate[] = [];
    const add = (start: number, end: number): void => {
      const clause = sentence.shown.slice(start, end);
      const within = (c: Candidate): boolean => c.start < end && c.end > start - 1;
      if (taken.some((c) => within(c) && c.kind !== 'vague-manner') || found.some(within)) return;
      if (clause.includes(BLANK)) return;
      const at = { start, end };
      const around = surroundings(sentence, at);
      if (isNegated(around) || isHypothetical(around) || isReportedSpeech('inference', around, hasSource()))
        return;
      found.push({ start, end, kind: 'inference', ask: ask('guess'), of: [] });
    };
    for (const mark of hits(GUESS_MARK, sentence.shown)) {
      const start = guessStart(sentence.shown, mark.start);
      const content = sentence.shown.slice(start, mark.start);
      if (content.length < 2 || isObservable(content)) continue;
      add(start, mark.end);
    }
    for (const noun of hits(APPEARANCE_NOUN, sentence.shown)) {
      const start = guessStart(sentence.shown, noun.start);
      if (isInnerState(sentence.shown.slice(start, noun.start))) add(start, noun.end);
    }
    for (const adverb of hits(GUESS_ADVERB, sentence.shown)) {
      const rest = /^[^、。]{0,30}/.exec(sentence.shown.slice(adverb.end))?.[0].length ?? 0;
      add(adverb.start, adverb.end + rest);
    }
    return found;
  }

  function survives(
    sentence: Sentence,
    c: Candidate,
    facts: { utterances: readonly Utterance[]; measures: ReturnType<typeof measuresIn>; hasSource: boolean },
  ): boolean {
    const around = surroundings(sentence, c);
    if (c.kind === 'hearsay') return !isHypothetical(around);
    if (c.kind === 'feeling' && BYSTANDER.test(around.before)) return false;
    if (c.kind === 'feeling' ? isFeelingDenied(around) : isNegated(around)) return false;
    if (isHypothetical(around) || isProcedural(around)) return false;
    if (isReportedSpeech(c.kind, around, facts.hasSource)) return false;
    if (c.kind === 'vague-abuse') return !isGivenInWords(sentence.shown, c, facts.utterances);
    if (c.kind === 'vague-manner') {
      if (c.of.includes('loudness') && STAFF_ACT.test(around.after)) return false;
      return (
        !isMannerOfUtterance(sentence.shown, c, facts.utterances) &&
        !isMeasured(sentence.shown, c, facts.measures)
      );
    }
    return true;
  }

  /** What else the sentence says is looked for only where there is a candidate: hardly any sentence has one. */
  function survivors(original: Sentence, sentence: Sentence, found: readonly Candidate[]): Candidate[] {
    if (found.length === 0) return [];
    const facts = {
      utterances: utterancesIn(original),
      measures: measuresIn(original.shown),
      hasSource: namesSource(original.shown),
    };
    return found.filter((c) => survives(sentence, c, facts));
  }

  function judgeSentence(original: Sentence, sourceBefore: () => boolean): Candidate[] {
    const sentence = withoutSetTerms(original);
    const hasSource = (): boolean => namesSource(original.shown);
    const own = withoutOverlap([...listed(sentence), ...sensitiveGuesses(sentence)]).map((c) =>
      isOthersFeeling(sentence, c) ? { ...c, kind: 'inference' as const, ask: ask('guess') } : c,
    );
    const guessed = (mark: Candidate): boolean =>
      /^(?:らし|そう)/.test(sentence.shown.slice(mark.start, mark.end)) &&
      own.some((c) => c.kind === 'inference' && mark.start - c.end <= 3 && mark.start >= c.end - 1);
    const listedHere = withoutOverlap([
      ...own,
      ...hearsay(sentence, sourceBefore).filter((mark) => !guessed(mark)),
    ]);
    const kept = survivors(original, sentence, listedHere);
    return joinDegrees(withoutOverlap([...kept, ...guesses(sentence, listedHere, hasSource)]));
  }

  return (text) => {
    const normal = normalise(text);
    const findings: Finding[] = [];
    let before: Sentence | undefined;
    const sourceBefore = (): boolean => before !== undefined && namesSource(before.shown);
    for (const sentence of splitSentences(normal.text)) {
      for (const c of judgeSentence(sentence, sourceBefore)) {
        findings.push({
          start: normal.starts[sentence.start + c.start] ?? 0,
          end: normal.ends[sentence.start + c.end - 1] ?? text.length,
          kind: c.kind,
          ask: c.ask,
        });
      }
      before = sentence;
    }
    return findings;
  };
}
