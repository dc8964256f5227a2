import type { WardConduct } from './conduct.ts';
import type { Problem } from './problems.ts';

/**
 * Endings, particles and verbs of saying that stand in nearly every record whatever was done. A phrase of nothing else
 * would give its kind of conduct to all of them. The list holds what somebody may well type, and is no grammar.
 */
const ENDINGS = `
  です でした でしょう だった である
  ます ました ません ましょう まして
  する した して します しました している していた される された なる なった いる いた います いました ある あった あります
  ない なかった なくて ないで たい
  から ので のに けど けれど けれども ところ こと もの とき ため まで より だけ など とか ても でも では には とは だから
  という といった いう いった いって って ください くださる
  言う 言った 言って 言い 言われた 言われて 言っていた 言っている と言う と言った
  これ それ あれ この その あの ここ そこ また そして しかし
`
  .trim()
  .split(/\s+/u);

/** 「ですよね」「したので」: single letters that join such words. Alone they may be a name for something: 「かね」. */
const JOINING = 'は が を に へ と も で の や か ね よ な'.split(' ');

/** Whether the words are nothing but such endings. Walks on letter by letter: a pattern would try every division. */
export function isEveryday(words: string): boolean {
  const text = words.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]/gu, '');
  const joined = new Set([0]);
  const ended = new Set<number>();
  for (let at = 0; at < text.length; at += 1) {
    for (const reached of [joined, ended]) {
      if (!reached.has(at)) continue;
      for (const part of JOINING) if (text.startsWith(part, at)) reached.add(at + part.length);
      for (const part of ENDINGS) if (text.startsWith(part, at)) ended.add(at + part.length);
    }
  }
  return ended.has(text.length);
}

/** Phrases of the ward that would label nearly every record. */
export const phraseProblems = ({ entries }: WardConduct): Problem[] =>
  entries.flatMap(({ phrases }, index) =>
    phrases.flatMap(({ words }, place) =>
      isEveryday(words)
        ? [
            {
              path: `entries.${index}.phrases.${place}.words`,
              message:
                'どの文にも出る言葉(「です」「ました」「から」など)だけになっています。ほとんどの記録がこの行為になるため、この行為のときにだけ出る言葉にしてください。',
            },
          ]
        : [],
    ),
  );
