import type { Problem } from './problems.ts';

/**
 * Controls (a line break is none), joiners and marks of direction, letters that are drawn as nothing, and halves of
 * surrogate pairs: nobody can see what they do, and two names that differ in them look the same.
 */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** Where nothing else stands, nothing is written. */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What some client reads as a link, a mark-up or a placeholder. Texts of the settings stand on cards in channels. */
const ALIVE = /\]\s*\(|<\/?[a-z!]|\{\{|\$\{/iu;

/** Properties whose text stands by itself and may have paragraphs. Everything else is one line of a card or a list. */
const PARAGRAPHS = new Set('ja easy en zh ko next about caller feedback lesson gist note'.split(' '));

const LIVELY =
  'リンクや命令として働く書き方(「](」「<…」「{{」「${」)は使えません。ふつうの文にしてください。';

function reasonAgainst(text: string, property: string): string | undefined {
  if (text !== '' && text.replaceAll(INVISIBLE, '') === '') {
    return '空白だけになっています。文字を入れてください。';
  }
  if (!text.isWellFormed() || UNSEEN.test(text)) {
    return '目に見えない文字が入っています。消してから、もう一度入力してください。';
  }
  if (text.includes('\n') && !PARAGRAPHS.has(property)) {
    return '途中に改行が入っています。改行を消して、一行で書いてください。';
  }
  return ALIVE.test(text) ? LIVELY : undefined;
}

/** Departments that are no more. Their names are as they were, and no screen can mend them. */
const RETIRED = 'retired';

const aliveOnly = (text: string): string | undefined => (ALIVE.test(text) ? LIVELY : undefined);

/**
 * Texts anywhere in a content that must not go onto a card. Held against what is saved; what was saved or installed
 * before such a rule goes on holding.
 */
export function textProblems(content: unknown, path: readonly string[] = []): Problem[] {
  if (typeof content === 'string') {
    // Items of a list of texts are of the property that holds the list.
    const property = path.findLast((step) => !/^\d+$/u.test(step)) ?? '';
    const message = path[0] === RETIRED ? aliveOnly(content) : reasonAgainst(content, property);
    return message === undefined ? [] : [{ path: path.join('.'), message }];
  }
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, part]) => textProblems(part, [...path, key]));
}

/** What a name looks like: names of which this is equal cannot be told apart on a screen. */
export const lookOf = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim();
