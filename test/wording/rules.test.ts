import assert from 'node:assert/strict';
import { loadWordingLexicon } from '../../src/content/wording/load.ts';
import { createWordingJudge } from '../../src/domain/wording/index.ts';
import { marked } from './marked.ts';

const judge = createWordingJudge(loadWordingLexicon());

/** Rule of ANNOTATION §1 → sentences with the spans that the rule asks for. */
const RULES: Record<string, string[]> = {
  'bad words or acts that are not given are vague-abuse': [
    '窓口で{a:暴言を吐かれた}。',
    '電話で{a:罵倒され}、対応を代わった。',
    '{a:ひどいことを言われた}。',
    '{a:脅された}ため係長に連絡した。',
    '待合で{a:暴れた}ため警備員を呼んだ。',
    '{a:どなられました}。',
  ],
  'a manner without a measure is vague-manner': [
    '{m:激しく}机を叩いた。',
    '{m:しつこく}面会を求めた。',
    '{m:長時間}居座った。',
    '{m:何度も}電話があった。',
    '{m:威圧的な}態度で話した。',
    '{m:物凄い剣幕で}話した。',
  ],
  'a measure excuses only its own dimension': [
    '40分間、長時間にわたり話した。',
    '40分間、{m:威圧的に}話した。',
    '7回、何度も電話があった。',
    '30分間、{m:何度も}電話が鳴った。',
    '職員から20センチの至近距離に立った。',
    '85dBの大声だった。',
    '何度も（9時から12時までに7回）入電があった。',
  ],
  'an ordinal or a clock time is no measure': [
    '3回目の来庁で、{m:何度も}同じ質問をした。',
    '14時10分に来庁し、{m:長時間}待合に座った。',
    '5分後に戻り、{m:延々と}話した。',
    '第2回の説明会で、{m:繰り返し}質問した。',
    '14時10分から15時20分まで、長時間座っていた。',
  ],
  'a quotation excuses the manner of that utterance and no other': [
    '「金を返せ」と大声で発言した。',
    '大声で「金を返せ」と言った。',
    '「もういい」と大声で言い、その後も{m:延々と}残った。',
    '「ふざけるな」と威圧的な態度で発言。',
    '｢早くしろ｣ときつい口調で言われた。',
  ],
  'abuse with its exact words in the same sentence is not flagged': [
    '「ばか野郎」と怒鳴られた。',
    '怒鳴られた。「ばか野郎」と言われた。'.replace('怒鳴られた', '{a:怒鳴られた}'),
    '「死ね」などの暴言を受けた。',
    '『役立たず』と罵倒された。',
    '「お待ちください」と伝えたところ、{a:暴言を吐かれた}。',
  ],
  'brackets around a sign or a title are not exact words': [
    '「総合案内」と書かれた柱の前で{a:罵声を浴びせられた}。',
    '「ごみの出し方」を渡したところ、{a:怒鳴られた}。',
    '「防犯カメラ作動中」の掲示の前で{a:暴言を吐かれた}。',
    '件名「至急」のメールで{a:脅された}。',
    '「子育てガイド」の冊子を{m:乱暴に}置いた。',
  ],
  'text in brackets is never flagged': [
    '「怖い、理不尽だ」と述べた。',
    '『非常識なクレーマー扱いをするな』と発言。',
    '｢何度も長時間待たされた｣との発言があった。',
    '「職員に怒鳴られた」と話した。',
    '「あの人は認知症らしい」と隣の来庁者が述べた。',
  ],
  'an unclosed bracket ends with its sentence': [
    '「こんな理不尽な話があるかと発言。{e:無礼な}人だった。',
    '『怖い目に遭わせるぞ と言われた。{f:怖かった}。',
    '「長時間待たせるなと言った。{m:大声で}話した。',
    '｢ばかにするなと述べた。その後{a:怒鳴られた}。',
    '｢理不尽だと言い、14時に退庁した。',
  ],
  'feelings of the writer and of colleagues are feeling': [
    '{f:怖かった}。',
    '{f:こわかったです}。',
    '対応後、{f:腹が立った}。',
    '主任も{f:恐怖を感じた}と言っていた。',
    '隣席の職員は{f:ショックを受けていた}。',
    '{f:困惑した}。',
  ],
  "the person's mood and mind are inference": [
    '{i:不満げに}退庁した。',
    '{i:逆上して}書類を破いた。',
    '{i:ふてくされた態度で}座った。',
    '{i:わざと}番号札を取らなかった。',
    '{i:納得した様子で}帰った。',
    '{i:酔っていたと思われる}。',
  ],
  'signs that can be seen are facts': [
    '酒のにおいがした。',
    '涙を流していた。',
    '手が震えていた。',
    '顔が赤く、足元がふらついていた。',
    '眉間にしわを寄せた。',
  ],
  'verdicts are evaluation': [
    '{e:理不尽な}要求だった。',
    '例の{e:クレーマー}が来た。',
    '{e:横柄な}態度をとった。',
    '{e:非常識な}時間の電話だった。',
    '{e:モンスターペアレント}である。',
  ],
  'hearsay without a source is flagged at its marker': [
    '以前も騒いだ{h:らしい}。',
    '昨年引っ越した{h:そうだ}。',
    '別の課にも行った{h:と聞いた}。',
    '来週また来る{h:とのこと}。',
    '元議員だ{h:という噂}がある。',
  ],
  'a named source makes hearsay clean': [
    '本人によると、来週また来るとのこと。',
    '納税係の田中主査から、昨日も来庁したと聞いた。',
    '妻の話では、入院しているらしい。',
    '警備員によれば、開庁前から待っていたそうだ。',
    '主治医から、外出は可能だと聞いている。',
  ],
  'guesses at illness, origin, religion or family are sensitive': [
    '{s:精神疾患がありそう}だった。',
    '{s:外国人っぽい}男性だった。',
    '{s:生活保護だと思う}。',
    '{s:アルコール依存症ではないか}。',
    '{s:認知症かもしれない}。',
    '{s:母子家庭のようだ}。',
  ],
  'what the person stated of themselves is a fact': [
    'つらいと話した。',
    '職員の説明が失礼だったとの申立てがあった。',
    '本人が、うつ病で通院していると述べた。',
    '怖くて眠れないとの相談を受けた。',
    '担当者の態度が横柄だったとの苦情を受けた。',
  ],
  'negated uses are fine': [
    '大声は出していない。',
    '暴言はなかった。',
    '怒鳴る、机を叩くなどの行為は見られなかった。',
    '威圧的な言動はなく、5分で終わった。',
    'しつこく食い下がることもなかった。',
    '声を荒らげずに話した。',
  ],
  'conditional uses are fine': [
    '暴言があれば退庁を求める旨を伝えた。',
    '大声を出された場合の連絡先を共有した。',
    '今度怒鳴られたら管理職に代わることとした。',
    '暴れるおそれがあれば110番する。',
    '暴言を受けた際は係長に報告するよう指示した。',
  ],
  'procedural uses are fine': [
    'カスハラ対応の手引に従い、2名で対応した。',
    '暴言への対応訓練を実施した。',
    '不当要求行為等対応マニュアルを参照した。',
    '大声を出さないようお願いした。',
    'カスハラに当たるかどうかを照会した。',
  ],
  'apparent age, build and clothing are observations': [
    '50代くらいに見える男性。',
    '身長170センチほどに見えた。',
    'やせて見える女性だった。',
    '40代とみられる男性が来庁した。',
    '学生と思われる年齢の男性だった。',
  ],
  'set terms are clean': [
    '長時間保育の申請を受け付けた。',
    '不快害虫の相談を受けた。',
    '激しい雨で冠水しているとの通報。',
    '悪質な訪問販売の被害の相談を受けた。',
    '失礼いたしますと言って退室した。',
  ],
  'misspelt forms take the kind of the intended word': [
    '{e:非常式な}要求だった。',
    '{i:起こりだし}、席を立った。',
    '{f:怖かつた}。',
    '{m:威厚的な}態度だった。',
    '例の{e:ｸﾚｰﾏｰ}が来た。',
  ],
};

/** Same kinds, each meeting its own: the page's own measure of a hit. */
function meets(text: string, spans: ReturnType<typeof marked>['spans']): string {
  const found = judge(text);
  const extra = found.filter(
    (f) => !spans.some((s) => s.kind === f.kind && s.start < f.end && f.start < s.end),
  );
  const missed = spans.filter(
    (s) => !found.some((f) => s.kind === f.kind && s.start < f.end && f.start < s.end),
  );
  const show = (list: typeof spans): string =>
    list.map((s) => `${s.kind} ${text.slice(s.start, s.end)}`).join(', ');
  return `${missed.length > 0 ? `missed ${show(missed)}` : ''}${extra.length > 0 ? ` extra ${show(extra)}` : ''}`;
}

describe('the wording of a record', () => {
  for (const [rule, sentences] of Object.entries(RULES)) {
    describe(rule, () => {
      for (const sentence of sentences) {
        it(sentence, () => {
          const { text, spans } = marked(sentence);
          assert.equal(meets(text, spans), '');
        });
      }
    });
  }

  it('asks a question that fits the finding', () => {
    assert.equal(judge('激しく机を叩いた。')[0]?.ask, '何分・何回・どのくらいの距離でしたか');
    assert.match(judge('暴言を吐かれた。')[0]?.ask ?? '', /「」/);
    assert.match(judge('怖かった。')[0]?.ask ?? '', /職員ケア/);
    assert.match(judge('以前も騒いだらしい。')[0]?.ask ?? '', /誰から/);
  });

  it('marks the words as they were typed', () => {
    const text = '（参考）　例のｸﾚｰﾏｰが来所。';
    const [finding] = judge(text);
    assert.equal(text.slice(finding?.start, finding?.end).includes('ｸﾚｰﾏｰ'), true);
  });
});
