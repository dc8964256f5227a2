import type { Surroundings } from './candidate.ts';
import type { WordingKind } from './finding.ts';

/*
 * What the person says of themselves or of us is a fact when the record says that they said it
 * (ANNOTATION, Rules); what a colleague feels stays a feeling, and a source must be named.
 */

const STRONG_BREAK = /(?:ため|ので|が|けれども?|ところ|ものの|たら|後|のち|から|ことから|結果|際)、/;

const REPORT_NOUN =
  '(?:と|って)(?:の|いう|いった)(?:趣旨の|内容の|ご)?(?:申立て|申し立て|申立|申出|申し出|申入れ|申し入れ|苦情|訴え|相談|通報|主張|意見|要望|指摘|投書|発言|声|申告|陳述|問合せ|問い合わせ|質問|陳情|請願|メール|手紙|連絡|依頼|抗議|回答|返答|返事|記載|供述|不満|口コミへの|お話|言い分|訴状|コメント|電話|クレーム|説明|理由)|旨の(?:申立て|申し立て|申出|申し出|苦情|訴え|相談|通報|主張|意見|要望|発言|申告|連絡|メール|説明|話)';
const REPORT_VERB =
  '(?:と|って|旨を?)(?:の(?:ことを)?)?(?:、)?(?:本人(?:が|は|から|より)|強く|何度も|繰り返し|後で|あとで|のちに|後に|後日|改めて|はっきり|係長に|主任に|課長に|窓口で|涙ながらに|小声で|職員に|電話で|口頭で|メールで|別途)?(?:話(?:し|す|さ)|言(?:い|っ|わ|う)|いわれ|いって|申し(?:立|出|述|まし|てい|た|て)|申立|訴え|述べ|主張|答え|回答|発言|相談|名乗|語|打ち明け|お話|おっしゃ|仰|不満を述|書(?:か|い)て|記載|記入|抗議|指摘|漏ら|つぶや|説明(?:され|があ|して(?:い|き))|(?:本人|来庁者|来所者|相談者|申請者|利用者|家族|通報者)(?:が|から|より)|聴取|聞き取|怒鳴|叫|申告)';
const TOLD =
  '(?:旨を?|と|ことを|ように)(?:、)?[^、。]{0,6}?(?:伝え|案内|説明|回答|お答え|お伝え|告げ|助言|教示|注意喚起|尋ね|質問|照会|確認(?:し|を)|聞かれ|問われ)';

const OTHERS =
  '(?:職員|担当者?|係員|窓口|区役所|役所|区|対応|説明|案内|前任|制度|決定|処分|通知|手続|課|隣(?:人|の|家)|近隣|近所|業者|夫|妻|元夫|元妻|上司|大家|家主|家族|父|母|息子|娘|兄|弟|姉|妹|友人|知人|同僚|先生|教員|園|学校|会社|店|管理人|住人|住民|他の来庁者|別の来庁者|相手|親|嫁|姑|舅|彼|彼女|交際相手|客|医師|病院|施設|事業者|見知らぬ|男|女)';
const OTHER_ACTS = new RegExp(`${OTHERS}[^、。]{0,10}?(?:が|から|に|の|は|も)`);
const STAFF =
  '(?:職員|主任|主査|係長|課長|部長|館長|所長|補佐|同僚|後輩|先輩|担当者?|係員|新人|任用職員|相談員|警備員|私|自分|スタッフ|アルバイト|非常勤|隣席|一同|ケースワーカー|保健師|指導員)';
const STAFF_SUBJECT = new RegExp(
  `${STAFF}(?:全員|一同|たち|ら|[0-9一二三四五六七八九十]名)?(?:は|が|も|から|、|で)`,
);

const nounReport = new RegExp(`^([^。]{0,70}?)(?:${REPORT_NOUN})`);
const verbReport = new RegExp(`^([^。]{0,50}?)(?:${REPORT_VERB})`);
const toldReport = new RegExp(`^([^。]{0,30}?)(?:${TOLD})`);
const TORYUKOTO = /^([^。]{0,60}?)と(?:の)?(?:こと|話)/;

/** The text between a candidate and what reports it, or null when nothing in the sentence does. */
function upTo(report: RegExp, after: string): string | null {
  const hit = report.exec(after);
  if (hit === null) return null;
  const between = hit[1] ?? '';
  return STRONG_BREAK.test(between) ? null : between;
}

const isAdverbial = (matched: string, after: string): boolean =>
  /(?:に|で|く|と|も|て|げ)$/.test(matched) ||
  /^(?:な|の)?(?:態度|口調|様子|言い方|調子|表情|顔|声|感じ)で/.test(after) ||
  /^(?:で|に|、)/.test(after);

/** Whether the record gives the candidate as what somebody else than staff said. */
export function isReportedSpeech(kind: WordingKind, s: Surroundings, hasSource: boolean): boolean {
  const { before, matched, after } = s;
  const noun = upTo(nounReport, after);
  const verb = upTo(verbReport, after);
  const told = upTo(toldReport, after);
  const others = OTHER_ACTS.test(before.slice(-40)) || (noun !== null && OTHER_ACTS.test(noun));
  const staff = STAFF_SUBJECT.test(before) || (noun !== null && STAFF_SUBJECT.test(noun));
  const relayed = hasSource && TORYUKOTO.test(after);
  switch (kind) {
    case 'feeling':
      if (noun !== null) return true;
      if (staff) return false;
      return relayed || (verb !== null && !/ので|ため/.test(verb)) || told !== null;
    case 'evaluation':
      if (noun !== null || verb !== null || relayed) {
        const between = noun ?? verb ?? '';
        return others || OTHER_ACTS.test(between) || (between.length <= 4 && !isAdverbial(matched, after));
      }
      return told !== null && told.length <= 4;
    case 'vague-abuse':
      if (staff && !others) return false;
      if (noun !== null) return others || !noun.startsWith('、');
      if (verb !== null) return (others && !/^[^、]{0,4}、/.test(verb)) || !/、|て/.test(verb);
      return relayed;
    case 'vague-manner':
      if (noun === null && verb === null && !relayed) return false;
      if (noun !== null && /[たいる]$/.test(noun) && !/(?:ほしい|たい)$/.test(noun)) return true;
      return (
        others ||
        /待た|待ち|たらい回し|断られ|説明され|立っ(?:て|た)/.test(after.slice(0, 20)) ||
        (noun ?? verb ?? 'xxxxx').length <= 3
      );
    case 'inference':
    case 'sensitive':
    case 'hearsay': {
      if (relayed || (hasSource && /(?:そう(?:だ|です|で)|らし)/.test(matched + after.slice(0, 4))))
        return true;
      const between = noun ?? verb ?? told;
      if (between === null) return false;
      return others
        ? !/^[^、]{0,3}、/.test(between) || noun !== null
        : between.length <= 6 && !isAdverbial(matched, after);
    }
  }
}

const ROLE =
  '(?:本人|ご本人|申請者|相談者|来庁者|来所者|通報者|届出人|請求者|受給者|利用者|被保険者|納税者|申出人|家族|妻|夫|母|父|娘|息子|兄|姉|弟|妹|長男|長女|次男|次女|祖母|祖父|親族|親|孫|配偶者|後見人|代理人|弁護士|行政書士|司法書士|医師|主治医|病院|医療機関|施設|ケアマネ(?:ジャー)?|ヘルパー|保健師|看護師|相談員|民生委員|児童委員|警察(?:署|官)?|署員?|消防(?:署)?|学校|園|園長|校長|担任|教員|教諭|大家|家主|管理会社|管理人|管理組合|不動産(?:屋|会社)|業者|会社|店長|店|職場|上司|前任者?|主任|主査|係長|課長|部長|所長|館長|局長|補佐|職員|担当者?|警備員?|警備室|守衛|案内係|受付|窓口|係|課|室|所|町会長?|自治会長?|隣人|隣の住人|近隣住民|住民|近隣の方|目撃者|友人|知人|同行者|同伴者|付添(?:人|い)?|通訳(?:者|人)?|翻訳者|講師|保育士|児童委員|嘱託員|作業員|運転士|店員|社員|従業員|駅員|看守|巡査|巡査部長|刑事|医院|薬剤師|男性|女性|方|氏|さん|様|先方|相手方?|同人|当人|当事者|都|区|市|国|年金事務所|税務署|法務局|ハローワーク|社協|社会福祉協議会|包括|支援センター|センター|大使館|委員|議員|理事長|会長|運転手|清掃員|用務員|同僚|後輩|先輩)';
const TAG = '(?:[（(][^）)]{0,20}[）)])?(?:の[一-龠ァ-ヶ]{1,6}(?:さん|氏)?)?';
const SOURCE = new RegExp(
  `${ROLE}${TAG}(?:から|より|に(?:よ(?:る|れ|り)|確認|聞|聴|尋ね|照会|電話|問い|伺|架電|訪ね)|の(?:話|説明|申告|証言|報告|申出|連絡|情報|電話|弁|言|返答|回答|申立|主張|伝言|メール)|が(?:言|話|述|申|語|説明|証言|報告)|いわく|曰く|は、?(?=[^。]{0,60}(?:と(?:の|いう)?(?:話|述|こと|言|説|回|答|聞)|らし|そう))|へ(?:確認|照会|電話|架電)|と電話|談|に(?:電話|直接)|[:：])`,
);
const UNNAMED =
  /(?:他の|ほかの|別の|ある|一部の|どこかの|誰か|周囲|周り|みんな|皆|近所|よその|他)[^、。]{0,8}?(?:から|より|によ|の話|が言)/;

/** Whether the words before a marker say who said it (ANNOTATION: a named source makes hearsay clean). */
export function namesSource(before: string): boolean {
  return SOURCE.test(before) && !UNNAMED.test(before);
}
