/*
 * Marks of what was heard and not witnessed (ANNOTATION: hearsay; the span is only the marker).
 * Each is the marker alone; whether a source is named is for attribution.
 */

/** 〜らしい, but not 子どもらしい or わざとらしい. */
const RASHII =
  /(?<!(?:子供|子ども|男|女|人間|わざと|自分|春|夏|秋|冬|区|あなた|私|日本|もっとも|嫌み|嫌味|厭味|憎|いや|いやみった|馬鹿|ばか|すば|素晴|めず|珍|かわい|可愛|あた|新|み|誇|愛|汚|職員|大人|区民|公務員|彼))らし(?:い(?:です)?|く(?=[、て]|.{0,3}(?:、|。))|かった)/g;
/** Plain form + そうだ (heard), not stem + そうだ (seen). */
const SOUDA =
  /(?:(?<=だ)|(?<=[ただ])|(?<=[るうくすつぬぶむぐ])|(?<=(?:な|[^言使会買思払違逢歌笑狂誘迷疑追負請縫襲扱ま])い))(?<!(?:ご|で)ざいま[す])(?:だ(?=そう))?そう(?:だ(?=[。、がし]|$)|です(?!か|ね)|で(?=[、。す]|$)|である|でした)/g;
const TONOKOTO =
  /(?<![」』])(?:と|って)の(?:こと|事)(?!で(?:、)?(?:、)?(?:来庁|来所|入電|電話|申請|手続|相談|窓口|問い?合|受付|来館|届出|申出|連絡|お?越し))(?:でした|です|だった|である|であった|で|だ)?/g;
const KIITA =
  /(?<!か|よう|[々ど]|ねちねち|ずっ|ざっ)(?:と|って)(?:も|は|も以前|以前に?|前に|後から|あとから)?(?:聞い(?:た(?!とこ|ら|結|うえ|上)|て(?:い(?:る|た|ます)|おり|お(?:る|ります)|は?い(?=。)))|聞き及|聞かされ|きいた(?!とこ|ら)|きいて(?:い|お)|耳に(?:し(?:た|て)|入|挟)|伺っ(?:た|て(?:い|お))|うかがっ(?:た|て)|小耳に)/g;
const TALK =
  /(?:と|って)(?:の|いう|いった)話(?=も|が(?:あ|出|聞|流|伝)|を(?:聞|耳)|だ|で(?:ある|あった|す|、|し)|。|$)/g;
const TOKA = /(?<=[ただるい])とか(?=。|$)/g;

const TOIU = /(?<=[ただるい])という(?:ことだ|ことです)?(?=。|$)/g;

export const HEARSAY_MARKS: readonly RegExp[] = [RASHII, SOUDA, TONOKOTO, KIITA, TALK, TOKA, TOIU];

/** Marks that a source named in the sentence before still covers. */
export const CARRIED_MARKS: ReadonlySet<RegExp> = new Set([TONOKOTO, TOIU]);
