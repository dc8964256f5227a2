import assert from 'node:assert/strict';
import { loadConductRules } from '../../src/content/conduct/load.ts';
import type { ConductContext } from '../../src/domain/conduct/context.ts';
import { conductLabels, createConductJudge } from '../../src/domain/conduct/index.ts';
import { type ConductLabel, conductNames } from '../../src/domain/conduct/label.ts';

const judge = createConductJudge(loadConductRules());

type Case = [words: string, context: ConductContext, labels: ConductLabel[]];

const at = (minutes: number, note?: string): ConductContext =>
  note === undefined ? { scene: 'counter', minutes } : { scene: 'counter', minutes, note };

/** Rule of ANNOTATION §2 → words, context and the labels that the rule asks for. */
const RULES: Record<string, Case[]> = {
  'a firm, angry but ordinary complaint has no label': [
    ['説明が前と違う。きちんと調べて返事がほしい', at(10), []],
    ['責任者の方と話せますか', at(10), []],
    ['いい加減にしろ。何度同じことを書かせるんだ', at(30), []],
    ['上司を出せ。あんたじゃ話にならん', at(20), []],
    ['ちゃんと謝ってください。間違えたのはそちらでしょう', at(20), []],
    ['なんでや、去年は通ったやないか', at(8), []],
  ],
  'using a legal right is not a threat': [
    ['納得できないので審査請求します', at(10), []],
    ['議会に陳情します', at(10), []],
    ['住民監査請求をします', at(10), []],
    ['弁護士に相談して裁判を起こします', at(10), []],
    ['警察に相談しています', at(10), []],
    ['新聞社に情報提供します', at(10), []],
  ],
  'time by minutes, unless no answer had been given yet': [
    ['まだ話がある', at(60), ['time']],
    ['まだ話がある', at(59), []],
    ['まだ話がある', at(90, '回答は最初の10分で伝えた'), ['time']],
    ['まだ話がある', at(90, '担当者不在で回答はまだ'), []],
    ['', at(75, '申請書の記入を手伝った'), []],
  ],
  'time by a refusal to leave or hang up': [
    ['認めるまで動かない', at(10), ['time']],
    ['電話は切らせないからな', { scene: 'phone' }, ['time']],
    ['謝るまで帰らへんで', at(10), ['time']],
    ['', at(30, '退去を3回求めたが応じなかった'), ['time']],
    ['帰らないと子どもの迎えに間に合わない', at(10), []],
    ['エレベーターが動かないので遅れました', at(10), []],
  ],
  'repeat by numbers, unless the errands differ': [
    ['例の件だ', { visitsThisWeek: 3 }, ['repeat']],
    ['さっきの件だ', { callsToday: 5 }, ['repeat']],
    ['例の件だ', { visitsThisWeek: 2, callsToday: 4 }, []],
    ['月曜は転入届、火曜は印鑑登録、今日は国保の手続で来ました', { visitsThisWeek: 3 }, []],
    ['別の件でまた電話しました', { callsToday: 6 }, []],
  ],
  'repeat by words that they will keep coming': [
    ['認めるまで毎日来る', at(10), ['repeat']],
    ['通るまで何べんでも来たるわ', at(10), ['repeat']],
    ['何回でも電話してやる', at(10), ['repeat']],
    ['同じメールを認めるまで毎日送信いたします', { scene: 'net' }, ['repeat']],
    ['毎日電話してもつながらないんです', at(10), []],
  ],
  'abuse needs a belittling word': [
    ['この無能が', at(5), ['abuse']],
    ['死ね', at(5), ['abuse']],
    ['税金泥棒', at(5), ['abuse']],
    ['お前、さっきと話が違うだろう', at(5), []],
    ['馬鹿にしないでください', at(5), []],
    ['ばかみたいに高い保険料だ', at(5), []],
  ],
  'violence is done, not only announced, and an accident is nothing': [
    ['', at(5, 'カウンターを蹴った'), ['violence']],
    ['', at(5, '職員の胸ぐらをつかんだ'), ['violence']],
    ['', at(5, '書類を投げつけた'), ['violence']],
    ['ぶん殴るぞ', at(5), ['threat']],
    ['', at(5, 'つまずいて表示板を倒した'), []],
    ['', at(5, '机を叩くことはなかった'), []],
  ],
  'a threat announces harm': [
    ['殺すぞ', at(5), ['threat']],
    ['覚えておけ', at(5), ['threat']],
    ['夜道に気をつけろ', at(5), ['threat']],
    ['お前の家は知っているぞ', at(5), ['threat']],
    ['クビにしてやる', at(5), ['threat']],
    ['おたくの娘さん、第三小でしたよね。何かあっても知りませんよ', at(5), ['threat']],
    ['家は知ってるでしょう、通知の宛名です', at(5), []],
    ['年寄りを殺す気ですか', at(5), []],
  ],
  'authority uses standing to get special treatment': [
    ['区長を呼べ', at(5), ['authority']],
    ['俺を誰だと思ってるんだ', at(5), ['authority']],
    ['私は元職員だ。すぐ通せ', at(5), ['authority']],
    ['都議に言えば済む話だ。特別に認めろ', at(5), ['authority']],
    ['議員さんに相談するつもりです', at(5), []],
    ['区長への手紙はどこに出せばいいですか', at(5), []],
  ],
  'offsite calls staff out or holds them, and a polite request is none': [
    ['家まで来て謝れ', at(5), ['offsite']],
    ['駅前の喫茶店に今すぐ来い', at(5), ['offsite']],
    ['', { scene: 'visit', minutes: 40, note: '玄関の前に立ち、職員を帰さなかった' }, ['offsite']],
    ['', { scene: 'visit', minutes: 80, note: '回答後、鍵をかけて帰さなかった' }, ['time', 'offsite']],
    ['母が歩けないので、自宅まで来てもらえますか', at(5), []],
    ['現場を見に来てください', at(5), []],
  ],
  'publishing a name, face or voice is sns alone': [
    ['お前の顔をネットに流してやる', at(5), ['sns']],
    ['名前をXで拡散するぞ', at(5), ['sns']],
    ['この動画、YouTubeに上げるからな', at(5), ['sns']],
    ['顔をネットに晒して、首も飛ばしてやる', at(5), ['threat', 'sns']],
    ['ネットで制度を調べて来ました', at(5), []],
    ['職員さんの名前は出さずにアンケートに書きます', at(5), []],
  ],
  'sexual remarks, following, private contact': [
    ['胸が大きいね', at(5), ['sexual']],
    ['LINEのID教えてよ', at(5), ['sexual']],
    ['仕事何時に終わるの、ご飯行こうよ', at(5), ['sexual']],
    ['', { note: '退庁した職員の後を駅までつけた' }, ['sexual']],
    ['胸が苦しいので休ませてください', at(5), []],
    ['担当課の連絡先を教えてください', at(5), []],
  ],
  'demand is something concrete, an apology alone is not': [
    ['土下座しろ', at(5), ['demand']],
    ['慰謝料を払え', at(5), ['demand']],
    ['担当者を辞めさせろ', at(5), ['demand']],
    ['書類なしで通せ', at(5), ['demand']],
    ['今日中に全部の街灯をつけろ', at(5), ['demand']],
    ['謝ってください', at(5), []],
    ['払いすぎた税金を返してください', at(5), []],
  ],
  'record forces, calm recording does not': [
    ['録音してるんだから、今ここで間違いを認めろ', at(5), ['record']],
    ['録ってるぞ。謝れ', at(5), ['record']],
    ['この録音が証拠だ。特例で通すと言え', at(5), ['record']],
    ['録音しています', at(5), []],
    ['聞き返したいので録音してもいいですか', at(5), []],
  ],
  'authority and record take vague special treatment with them': [
    ['都議の知り合いだ。特別に認めろ', at(5), ['authority']],
    ['都議の知り合いだ。手数料を免除しろ', at(5), ['authority', 'demand']],
    ['録音してるぞ。特例で通すと言え', at(5), ['record']],
    ['録音してるぞ。期限を過ぎていても受理すると言え', at(5), ['demand', 'record']],
    ['特別に俺だけ認めろ', at(5), ['demand']],
  ],
  "quoted second-hand words are not the speaker's": [
    ['前の人は『帰れ、バカ』と言った', at(5), []],
    ['隣の人に殺すぞと言われました', at(5), []],
    ['上司に土下座しろと言われて辞めました', at(5), []],
    ['元夫に家を燃やすと脅されています', at(5), []],
    ['「特別に認める」と前の担当の方に言われました', at(5), []],
  ],
};

describe('conduct', () => {
  for (const [rule, cases] of Object.entries(RULES)) {
    describe(rule, () => {
      for (const [words, context, labels] of cases) {
        it(`${words} ${JSON.stringify(context)} → ${labels.join(' ') || 'none'}`, () => {
          assert.deepEqual(judge({ words, context }).labels, labels);
        });
      }
    });
  }

  it('names each label, its 類型 and the words or figure that led to it', () => {
    const { why } = judge({
      words: 'この無能が。覚えておけ',
      context: { minutes: 70, note: 'いすを蹴った' },
    });
    assert.deepEqual(
      why.map(({ label, name }) => [label, name]),
      [
        ['time', '時間拘束'],
        ['abuse', '暴言・侮辱'],
        ['violence', '暴力'],
        ['threat', '威嚇・脅迫'],
      ],
    );
    assert.match(why[0]?.because ?? '', /70分/);
    assert.match(why[1]?.because ?? '', /「無能」/);
    assert.match(why[2]?.because ?? '', /^メモの「いすを蹴/);
  });

  it('has a 類型 name for every label', () => {
    assert.deepEqual(Object.keys(conductNames), [...conductLabels]);
  });

  it('judges nothing at all as nothing', () => {
    assert.deepEqual(judge({}), { labels: [], why: [] });
    assert.deepEqual(judge({ words: '', context: {} }), { labels: [], why: [] });
  });
});
