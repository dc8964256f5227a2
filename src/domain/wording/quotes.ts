import type { Sentence } from './sentences.ts';

/** Exact words that somebody else than the staff said: the bracket and the end of its own predicate. */
export type Utterance = { start: number; end: number; until: number };

/** 「総合案内」と書かれた, 件名「…」, 「しおり」を渡した: a sign or a title, not speech. */
const WRITTEN_AFTER =
  /^(?:と|って|との|という|といった|などと)?(?:い(?:う|った))?(?:大きく|赤字で|黒字で|大書き?で)?(?:書(?!き?込|類を)|記(?!録)|表示|掲示|印字|印刷|題|名付|名づけ|銘打|張り紙|貼り紙|ある(?=看板|張|貼|掲|表示|札|紙|プレ))|^(?:の|という|といった|と題した|名の)?(?:看板|掲示|張り紙|貼り紙|はり紙|表示|案内板|札|番号札|プレート|ポスター|チラシ|ちらし|リーフレット|パンフレット|冊子|しおり|手引|マニュアル|ページ|ホームページ|サイト|窓口|コーナー|カウンター|ブース|係|課|室|前(?:で|に|の)|本(?:を|の|が)|絵本|映画|題|タイトル|見出し|件名|欄|項目|ボタン|封筒|書類|申請書|様式|用紙|通知|案内|講座|教室|事業|制度|イベント|講演)/;
const WRITTEN_BEFORE =
  /(?:件名|題名|表題|標題|書名|タイトル|ポスター|チラシ|冊子|絵本|映画|講座|事業名?|様式|通称|愛称|名称|別紙|資料|要綱|手引|リーフレット|パンフレット|見出し|欄|ボタン|窓口|看板|掲示)(?:は|の|：|:|に)?$/;
const SPEECH_AFTER =
  /^(?:、)?(?:と|って|との|という|といった|など|等|の(?:声|言葉|発言|一言|暴言|怒声|連呼|一点張り|繰り返し|ような)|を(?:連呼|繰り返|連発|何度)|。|$|）|\)|」|と、|、「|「|『|のみ|だけ|ばかり|である|だった|です)/;
const STAFF_BEFORE =
  /(?:職員|当方|係長|課長|主任|主査|担当者?|当職|私|こちら|窓口|警備員)(?:は|が|から|より)[^、。]{0,12}、?$/;
const STAFF_AFTER =
  /^(?:と|って|旨|との|などと)(?:、)?[^、。「」]{0,8}?(?:伝え|お伝え|案内|説明|お願い|声を?(?:か|掛)け|申し上げ|回答|お答え|返答|返事|告げ|制止|注意(?!され)|促|お断り|断(?:っ|り)(?!られ)|謝罪|お詫び|おわび|詫び|答え|尋ね|問い(?:か|掛)け|呼び(?:か|掛)け|確認|指示|警告|返す|返し|応じ)(?!(?:ら|さ)れ|てほし|ろと)[^、。「」]{0,8}?(?:ところ|と、|すると|たら|が、|ても|際|時|とき|と(?=[^、。]{0,10}(?:暴|怒|罵|大声|逆|激)))|^(?:と|って)(?:言う|言った|申し|話す|話した)(?:ところ|と、|ら|際)/;
const TITLE_LIKE = /[一-龠々ァ-ヶーA-Za-z0-9]$/;

/** Where the predicate of a quotation ends: its speech verb, or else the first break of the sentence. */
const PREDICATE =
  /(?:言(?:い|っ|わ)|いわれ|発言|話(?:し|さ)|述べ|怒鳴|叫|告げ|主張|要求|求め|迫|訴え|連呼|繰り返|罵|脅|詰め寄|問い|尋ね|聞か|質問|答え|返し|声を|口に|発し|発せ|つぶや|捨て(?:ぜりふ|台詞)|書き込|抗議|暴言|威嚇|恫喝|吐|浴び)[^、。]{0,10}?(?:たり|ながら|つつ|て(?=、|い(?:た|る|き)|お|き|し|、|[^い])|た|る|り(?=、)|し(?=、)|い(?=、)|れ(?=、)|ち(?=、)|、|。|$)/;

/** How far the manner of an utterance may stand from its bracket. */
function predicateEnd(shown: string, from: number): number {
  const rest = shown.slice(from, from + 80);
  const verb = PREDICATE.exec(rest);
  const stop = /[。]|(?:り|し|い|て|れ|が)、|$/.exec(rest);
  const verbEnd = verb === null ? Number.POSITIVE_INFINITY : verb.index + verb[0].length;
  const stopEnd = stop === null ? rest.length : stop.index + stop[0].length;
  return from + (verb !== null && verb.index <= stopEnd ? verbEnd : stopEnd);
}

/** The exact words in a sentence that are not staff's own, not a sign and not a title. */
export function utterancesIn(sentence: Sentence): Utterance[] {
  const found: Utterance[] = [];
  for (const b of sentence.brackets) {
    if (!b.closed) {
      found.push({ start: b.start, end: b.end, until: b.end });
      continue;
    }
    const inner = sentence.text.slice(b.start + 1, b.end - 1);
    const after = sentence.shown.slice(b.end);
    const before = sentence.shown.slice(0, b.start);
    if (WRITTEN_AFTER.test(after) || WRITTEN_BEFORE.test(before)) continue;
    if (!SPEECH_AFTER.test(after) && TITLE_LIKE.test(inner)) continue;
    if (STAFF_AFTER.test(after)) continue;
    if (
      STAFF_BEFORE.test(before) &&
      /^(?:と|って)[^、。]{0,10}(?:[^れ]た(?:ところ|が、|ら)|言うと|返すと)/.test(after)
    )
      continue;
    found.push({ start: b.start, end: b.end, until: predicateEnd(sentence.shown, b.end) });
  }
  return found;
}

const CLAUSE_BREAK = /(?:て|た|り|し|れ|が|ため|ので|ところ|後|ら)、|(?:たため|たので|たところ|た後|ながら)/;

/** Whether a manner belongs to an utterance: between the words and their verb, or just before them. */
export function isMannerOfUtterance(
  shown: string,
  at: { start: number; end: number },
  utterances: readonly Utterance[],
): boolean {
  return utterances.some((u) => {
    if (at.start >= u.end) return at.start < u.until;
    return !CLAUSE_BREAK.test(shown.slice(at.end, u.start).replace(/^[でにと]、/, ''));
  });
}

/** Acts that no quoted word can replace. */
const ACT = /暴れ|あばれ|暴力|暴行|手を|迷惑行為|嫌がらせ|絡まれ|行為|行動/;
const LATER =
  /その後|それから|さらに|戻って|あとで?、|た(?:後|あと|のち)|次に|続いて|別の|再び|た上で|うえで/;

/** Whether the exact words of a vague report of abuse stand in the same sentence (ANNOTATION). */
export function isGivenInWords(
  shown: string,
  at: { start: number; end: number },
  utterances: readonly Utterance[],
): boolean {
  const matched = shown.slice(at.start, at.end);
  return utterances.some((u) => {
    const between = at.start >= u.end ? shown.slice(u.end, at.start) : shown.slice(at.end, u.start);
    if (LATER.test(between)) return false;
    return !(ACT.test(matched) && /[、]|ながら|て/.test(between));
  });
}
