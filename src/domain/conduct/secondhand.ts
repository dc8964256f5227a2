/*
 * Quoted second-hand words are not the speaker's conduct (ANNOTATION §2): bracketed words inside the
 * person's words, and 〜と言われた without brackets, are blanked out before any rule is tried.
 */

const BRACKETED = /「[^「」]{0,400}」|『[^『』]{0,400}』|“[^”]{0,400}”|"[^"]{1,400}"/g;
const PASSIVE =
  /[^、。！？!?\n]{1,40}?(?:と|って|とか)(?:、)?(?:何度も|毎日|いきなり|急に|大声で)?(?:言われ|いわれ|怒鳴られ|どなられ|脅され|おどされ|罵られ|叫ばれ|書かれ|書き込まれ|送られてき|書いてあっ|怒鳴る(?:人|男|女|客|方)|叫ぶ(?:人|男|女|客)|騒ぐ(?:人|男|女|客))(?!た(?:い|く|かっ)|ても(?!困))/g;
const OTHERS_SAY =
  /(?:夫|妻|元夫|元妻|上司|隣(?:人|の[^、。]{0,6})|近所の[^、。]{0,6}|息子|娘|父|母|姑|舅|大家|家主|社長|店長|先輩|同僚|同級生|友達|友人|彼氏|彼女|前の(?:人|担当[^、。]{0,3})|業者|相手|男|客)(?:が|は|も|から|に)[^。！？!?\n]{0,40}?(?:と|って)(?:言(?:って|った|うん|い(?:ます|まし|出))|怒鳴(?:って|った)|脅し)/g;

const MESSAGE =
  /[^、。！？!?\n]{1,40}?(?:と|って)(?:いう|の)(?:メール|電話|手紙|メッセージ|ライン|LINE|書き込み|張り紙|貼り紙|投稿|脅迫状|はがき)(?:が|を(?:受|もら)|は|で)/g;

const blank = (text: string): string => '\uE002'.repeat(text.length);

/** The words with everything second-hand blanked out; same length. */
export function firstHand(words: string): string {
  return words
    .replaceAll(BRACKETED, blank)
    .replaceAll(PASSIVE, blank)
    .replaceAll(OTHERS_SAY, blank)
    .replaceAll(MESSAGE, blank);
}

const QUOTED =
  /(?<![一-龠ァ-ヶ](?:から|に|が)、?)「([^「」]{1,200})」(?=(?:と|など)(?:だけ|のみ|大声で|繰り返し|一言|低い声で|小声で|叫んで|怒鳴って)?[^。、]{0,8}?(?:言(?:って|い|っ|う)|発言|告げ|叫|怒鳴|述べ|つぶや|書(?:いた|かれ)|切(?:れ|った)|の(?:メモ|貼|紙|電話|発言|声)|留守電|吹き込|、|。|$))(?!と言われ)/g;

/** What the person said as the note quotes it (「…」と言って切れた), to be judged like the words. */
export function announced(note: string): string {
  if (/相談|訴え|言われた|と案内|と説明|と伝え|被害/.test(note)) return '';
  return [...note.matchAll(QUOTED)].map((hit) => `\n${hit[1] ?? ''}`).join('');
}
