import type { WordingKind } from '../../src/domain/wording/finding.ts';

/** Short names of the kinds, as the marked sentences below write them: {a:暴言を吐かれた}. */
const KINDS: Readonly<Record<string, WordingKind>> = {
  a: 'vague-abuse',
  m: 'vague-manner',
  f: 'feeling',
  i: 'inference',
  e: 'evaluation',
  h: 'hearsay',
  s: 'sensitive',
};

export type Span = { start: number; end: number; kind: WordingKind };

/** Takes the marks out of a sentence; offsets are UTF-16 units of the sentence without them. */
export function marked(sentence: string): { text: string; spans: Span[] } {
  const spans: Span[] = [];
  let text = '';
  let done = 0;
  for (const mark of sentence.matchAll(/\{([a-z]):([^{}]*)\}/g)) {
    const kind = KINDS[mark[1] ?? ''];
    if (kind === undefined) throw new Error(`no kind ${mark[1]}`);
    text += sentence.slice(done, mark.index);
    const words = mark[2] ?? '';
    spans.push({ start: text.length, end: text.length + words.length, kind });
    text += words;
    done = mark.index + mark[0].length;
  }
  return { text: text + sentence.slice(done), spans };
}
