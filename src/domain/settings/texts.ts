import type { Problem } from './problems.ts';

/** Controls (a line break is none), direction marks and halves of surrogate pairs: nobody can see what they do. */
const UNSEEN = /(?!\n)\p{Cc}|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** What some client reads as a link, a mark-up or a placeholder. Texts of the settings stand on cards in channels. */
const ALIVE = /\]\s*\(|<\/?[a-z!]|\{\{|\$\{/iu;

function reasonAgainst(text: string): string | undefined {
  if (!text.isWellFormed() || UNSEEN.test(text)) {
    return '目に見えない文字が入っています。消してから、もう一度入力してください。';
  }
  return ALIVE.test(text)
    ? 'リンクや命令として働く書き方(「](」「<…」「{{」「${」)は使えません。ふつうの文にしてください。'
    : undefined;
}

/** Texts anywhere in a content that must not go onto a card. */
export function textProblems(content: unknown, path: readonly string[] = []): Problem[] {
  if (typeof content === 'string') {
    const message = reasonAgainst(content);
    return message === undefined ? [] : [{ path: path.join('.'), message }];
  }
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, part]) => textProblems(part, [...path, key]));
}
