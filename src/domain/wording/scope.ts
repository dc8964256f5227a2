import type { Surroundings } from './candidate.ts';

/*
 * Negated, conditional and procedural uses are fine (ANNOTATION, Rules). Each test reads only the
 * words around the candidate in its own sentence; every repeat is bounded.
 */

/** The verb itself is negated: 怒鳴ら|ない, 吐か|れていない, 荒らげ|ず. */
const VERB_NEGATED =
  /^(?:(?:ら|さ|わ|か|が|た|ま|ば|な|し|せ|れ|り|き|い|み|ち|び|え)?(?:れ|せ|られ|され)?(?:て|で)?(?:は|も)?(?:い|お|き|しま|くれ|もらえ)?(?:ら)?)?(?:な(?:い(?!ほど|くらい)|かっ|く(?!ては)|けれ)|ず(?=に|、|。|と|$)|ませ(?:ん)|ぬよう)/;
/** 横柄|ではない, 理不尽な要求|とまではいえない. */
const COPULA_NEGATED =
  /^(?:な?(?:要求|態度|人|方|行為|言動|主張|クレーム|言い分|もの|こと|者))?(?:で(?:は|も)|じゃ|でな)(?:な|あ(?:り|ら))|^[^、。]{0,8}?と(?:まで)?は(?:い|言|断|判|認|考|思)(?:え|定|断|め|われ)?(?:でき|し|られ)?(?:な|ず|ませ)|^[^、。]{0,6}に(?:は)?(?:当た|該当し|あた)ら?(?:な|ず)/;

const EXISTS_NOT =
  '(?:な(?:い|か(?=っ)|く(?!な)|し(?=[。、にで]|$))|あり?ませ|ございませ|無(?:い|く|し|か|。|、|$)|(?:見(?:ら|受けら)れ|み(?:ら|受けら)れ|認めら?れ|認め|確認(?:され|でき|し)|うかがえ|感じられ|聞かれ|起こら|生じ|至ら|及ば|伴わ|受け|され|せ|し|出さ|出して|用い|使わ|吐か|振るわ|ふるわ|上げ|あげ)(?:て)?(?:は)?(?:い)?(?:ず|な(?:い|か|く)|ませ|おら|られな))';
const STEP = '(?:(?!て(?!い)|ため|ので|から|たが|ところ|により|ながら|、|。)[^「」]){0,18}?';
/** 大声を出すこと|はなく, 脅迫に当たる発言|もなかった, 暴言|なし. */
const NOT_THERE = new RegExp(
  `^${STEP}(?:(?:は|も|が|を|に(?:は|も))(?:、)?(?:一切|特に|全く|まったく|何も|何ら|とくに|一度も|1度も|1回も|まだ)?|(?<=こと|など|等|的))${EXISTS_NOT}`,
);
const PLAIN_NOT_THERE =
  /^(?:等|など|の類|行為|等の行為)?(?:な(?:し(?=[。、にで]|$)|く(?=[、。]))|無し|ゼロ|0件)/;
/** 大声|は出していない: a negated verb under は or も denies the thing named. */
const DENIED_TOPIC =
  /^(?:等|など|な?(?:態度|口調|言動|言葉|行為|発言|こと|様子))?(?:は|も)[^、。]{0,8}?(?:て(?:は)?い(?:な|ませ)|ておら|なかった|ず(?:、|に|。|$)|ません|ない(?:。|、|と|まま|で|$))/;
/** 怒鳴る、机を叩くなどの行為は|見られなかった: the list ends in its denial. */
const LIST_DENIED = new RegExp(
  `^(?:る|く|す|う|つ|む|ぶ|ぐ|り|し|を出す|を上げる|たり)?(?:、|・|や|および|及び|又は|または|とか)[^。「」]{0,30}?(?:など|等|といった|類|たり)[^、。]{0,12}?(?:は|も|が|に(?:は|も))(?:一切|特に|全く|まったく)?${EXISTS_NOT}|^(?:[、・や][^、。「」にで]{1,8}){1,3}(?:は|も)(?:一切|特に|全く|まったく)?${EXISTS_NOT}`,
);
const IDIOM_OF_LACK =
  /(?:仕方|しかた|しょう|元気|余裕|言葉|すべ|術|自信|返事|声|説明|対応|理解|返答|用件|連絡|時間)$/;

function deniedExistence(after: string): boolean {
  const hit = NOT_THERE.exec(after);
  if (hit === null) return false;
  const head = hit[0].replace(/(?:が|を|に)(?:一切|特に|全く|まったく)?[^がをに]{0,12}$/, '');
  return !IDIOM_OF_LACK.test(head);
}

/** Whether the sentence says that it did not happen. */
export function isNegated({ matched, after }: Surroundings): boolean {
  const nominal = /[^ぁ-ん]$|[るすうつむぶぐなのをでがいにはも]$|[叩吐突働喚書]く$|出(?:し)?$/.test(matched);
  return (
    /^(?:とは?(?:いう)?|と(?:いう)?ほどでは|(?:だ|い)?とは)(?:、)?[^、。]{0,6}(?:感じ|思|考え|言|判断|認)[^、。]{0,5}(?:な|ず|ませ)/.test(
      after,
    ) ||
    (/(?:気配|様子|そぶり|素振り)も?な(?:く|い)$/.test(matched) &&
      /^(?:嫌が|怒|困|戸惑|慌|焦|怖が|不満|動揺|興奮|迷惑|疲|面倒)/.test(matched)) ||
    VERB_NEGATED.test(after) ||
    COPULA_NEGATED.test(after) ||
    PLAIN_NOT_THERE.test(after) ||
    DENIED_TOPIC.test(after) ||
    deniedExistence(after) ||
    ((nominal || /^(?:る|く|す|う|つ|む|ぶ|ぐ)[、・や]/.test(after)) && LIST_DENIED.test(after))
  );
}

/** Feelings are denied only of themselves: 怖く|はなかった, 不快な思い|はしていない. */
export function isFeelingDenied({ after }: Surroundings): boolean {
  return (
    /^(?:く)?(?:て)?(?:は|も)(?:な|あり)/.test(after) ||
    /^(?:く)?(?:て)?(?:い)?な(?:い(?!ほど)|かっ)/.test(after) ||
    /^(?:と)?(?:は|も)(?:感じ|思|し)[^、。]{0,3}(?:な|ず|ませ)/.test(after) ||
    COPULA_NEGATED.test(after) ||
    /^(?:[たるう]|い|われ(?:た|る)|じ(?:た|る|られ(?:た|る)))?(?:点|方(?!が)|箇所|こと(?:が|は)あ|場合|人(?:に|は)|事項)/.test(
      after,
    )
  );
}

const IF =
  /^(?:(?!て(?!い)|ため|ので|たが|、|。)[^「」]){0,14}?(?:場合|よう(?:なら|であれば|でしたら)|(?:た|だ)ら(?=、|[^いれしせ])|(?:れ|え|け|せ|て|め|べ|ね|げ|けれ)ば|なら(?:ば|、)|おそれ|恐れが|可能性が|かねな|かどうか|か否か|としても|に備え)/;
const WHEN = /^(?:(?!て(?!い)|ため|ので|、|。)[^「」]){0,12}?(?:際|とき|時(?!間|点|刻|々)|折|都度)/;
const RULE =
  /(?:旨|こと(?:と|を|に|。|$)|よう(?:に)?(?:、)?(?:指示|伝え|求め|依頼|お願い|周知|指導)|手順|ルール|対応方法|対処|連絡先|連絡体制|方針|予定|取決め|取り決め|決め(?:た|て)|周知|ください|すべき|訓練|読み合わせ|マニュアル|手引|備え|想定|役割|と説明|と伝え|と案内|と告げ)/;

const SUPPOSE = /(?:万が?一|仮に|もしも?|たとえ|今後|次回|再び)[^。]{0,20}$/;

/** Whether the sentence speaks of what would happen, or of what is to be done if it does. */
export function isHypothetical({ before, after }: Surroundings): boolean {
  if (SUPPOSE.test(before) && /^(?:も、|[^、。]{0,12}?(?:ても|でも|たら|とき|際|場合|れば))/.test(after))
    return true;
  return IF.test(after) || (WHEN.test(after) && RULE.test(after));
}

const OFFICE_THING =
  '(?:対応(?!に追|でき|を(?:打|終|中)|した|し、|を(?:求|要))|対策|防止|予防|抑止|禁止|排除|相談|研修|訓練|講習|講座|マニュアル|手引|要領|要綱|条例|規程|規定|指針|ガイドライン|ポスター|チラシ|リーフレット|注意喚起|啓発|事例|件数|統計|調査|アンケート|定義|該当|とは|ゼロ|撲滅|支援|通報先|問合せ|問い合わせ|質問|苦情(?:処理|対応|受付)|様式|記録票|報告書|報告様式|判断基準|基準|担当|委員会|ロールプレイ|項目|欄|チェック)';
const PROCEDURE = new RegExp(
  `^(?:行為|発言|言動|電話|者|案件|事案|要求|被害|等|など|・[^、。]{1,10}|や[^、。]{1,10}|、[^、。]{1,10}(?:等|など)){0,2}(?:の|に関する|に対する|についての|への|に係る|を防ぐ|を未然に防ぐ|を想定した|に関して|を受けた(?:とき|際|場合)の)?(?:[^、。てれさ]{0,4})${OFFICE_THING}`,
);
const ASKED_TO_STOP =
  /^[^、。]{0,8}?(?:ないで|ないよう|ぬよう|(?:を|は|の|のは|のを|ことを)(?:や|止)め(?:る|て)|控え(?:る|て)|慎(?:む|んで|み)|避け|遠慮|自粛|禁(?:じ|止)|中止(?:を|する))/;

/** クレーマーという言葉: the record speaks of the word, not of the person. */
const NAMED =
  /^(?:と(?:いう|いった)|の)(?:言葉|表現|語(?![句気])|用語|単語|呼び方|呼称|レッテル|文言)(?!を(?:浴|吐|言|か))/;
/** わがままな犬, 激しい波: no person and no conduct. */
const OF_A_THING =
  /^(?:な|い|く|に|の)?(?:犬|猫|馬|鳥|カラス|虫|動物|機械|道路|建物|天気|天候|天井|気候|雨|風|雪|波|木|樹木|枝|車|工事|騒音|におい|臭い|商法|業者|メール|サイト|訪問販売|勧誘|停電|断水|渋滞|故障|地震|火事|火災|更新|変更|クイズ|ゲーム|絵本|映画|講座|教室)/;

/** Whether the words name a procedure, a rule or a request to stop rather than what happened. */
export function isProcedural({ matched, after }: Surroundings): boolean {
  if (ASKED_TO_STOP.test(after) || NAMED.test(after) || OF_A_THING.test(after)) return true;
  const noun =
    /[^ぁ-ん]$/.test(matched) || /^(?:の|等|など|や|・|に関|に対|につ|へ|に係|を防|を未|を想)/.test(after);
  return noun && PROCEDURE.test(after);
}
