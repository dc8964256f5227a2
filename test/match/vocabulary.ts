/** Words of one made-up ward for the generator: every inner list says the same thing in several ways. */
export type Vocabulary = {
  colours: readonly (readonly string[])[];
  tops: readonly (readonly string[])[];
  bottoms: readonly (readonly string[])[];
  hats: readonly (readonly string[])[];
  hair: readonly (readonly string[])[];
  voices: readonly (readonly string[])[];
  belongings: readonly (readonly string[])[];
  phrases: readonly (readonly string[])[];
  fillers: readonly string[];
  topics: readonly { department: string; matters: readonly string[]; asks: readonly string[] }[];
  details: readonly string[];
  /** Written forms and the reading. */
  surnames: readonly { written: readonly string[]; reading: string }[];
  givenNames: readonly { written: readonly string[]; reading: string; gender: 'male' | 'female' }[];
  towns: readonly string[];
  departments: readonly string[];
  cues: readonly string[];
  generic: string;
};

const rows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'));

const departments = rows(
  '納税課|生活福祉課|戸籍住民課|公園課|保育課|環境課|広聴課|国保年金課|住宅課|障害福祉課|税務課|図書館|子育て支援課|総務課|道路課|福祉課|高齢福祉課|建築課|介護保険課|学務課|防災課|人事課|生活衛生課|保健予防課|産業振興課|秘書課|議会事務局|清掃事務所|地域振興課',
)[0] as string[];

const names = (text: string): { written: string[]; reading: string }[] =>
  rows(text).map((row) => ({ reading: row.at(-1) ?? '', written: row.slice(0, -1) }));

/** A winter's vocabulary, written without looking at the paraphrase tables' rows. */
export const winter: Vocabulary = {
  colours: rows(`紺の|紺色の|濃い青の|ネイビーの
    黒い|黒の|真っ黒な
    鼠色の|グレーの|灰色の
    ワイン色の|えんじの|暗い赤の
    カーキの|オリーブ色の|くすんだ緑の
    からし色の|黄色っぽい|黄土色の
    紫の|藤色の|すみれ色の
    桃色の|ピンクの|薄いピンクの
    キャメルの|らくだ色の|明るい茶色の
    白い|アイボリーの|生成りの
    だいだいの|オレンジの|みかん色の`),
  tops: rows(`ブルゾン|ジャンパー|ジャンバー
    ダウン|ふくらんだ上着|羽毛の上着
    コート|オーバー|外套
    毛糸の上着|セーター|ニット
    フード付きの服|パーカー|フーディー
    革の上着|革ジャン|レザーのジャケット
    運動着|ジャージ|体操着
    はんてん|綿入れ|どてら
    カーディガン|前開きのニット|羽織りもの
    トレンチ|レインコート|雨合羽
    チェックのシャツ|ネルシャツ|格子のシャツ`),
  bottoms: rows(`コーデュロイ|コール天のズボン
    スラックス|折り目のズボン
    カーゴパンツ|ポケットの多いズボン
    運動用のズボン|スウェットパンツ
    ロングスカート|くるぶし丈のスカート
    黒タイツ|黒い厚手のタイツ`),
  hats: rows(`毛糸の帽子|ニット帽
    ベレー帽|画家のような帽子
    マフラー|襟巻き
    中折れ帽|ソフト帽
    マスク|大きなマスク
    サングラス|色の濃い眼鏡`),
  hair: rows(`白髪まじり|グレーの髪|ごま塩頭
    金髪|脱色した髪|黄色い髪
    おかっぱ|ボブ|切りそろえた髪
    リーゼント|前髪を高く固めた髪|ポマードの髪
    三つ編み|編んだおさげ|編み込みの髪
    はげ頭|つるつるの頭|髪がない
    ぼさぼさの髪|寝ぐせ|乱れた髪
    角刈り|スポーツ刈り|刈り上げ
    腰までの髪|とても長い髪|背中に届く髪
    お団子|頭の上でまとめた髪|高い位置で結った髪
    赤い髪|赤く染めた髪|赤毛`),
  voices: rows(`ハスキー|ガラガラ声|喉をつぶした声
    九州なまり|博多の言葉|九州弁
    鼻声|鼻にかかった声|鼻づまりの声
    名古屋弁|名古屋の言葉|語尾がみゃあ
    ゆっくり話す|間を置いて話す|のろのろした話し方
    まくし立てる|一気に話す|息もつかずに話す
    大声|わめく|どなり声
    か細い声|蚊の鳴くような声|消え入りそうな声
    命令口調|高圧的|上からの物言い
    涙声|泣きながら話す|声が震える`),
  belongings: rows(`水筒|ステンレスの魔法瓶|保温ボトル
    スーツケース|キャリーケース|車輪つきの旅行鞄
    ノートパソコン|薄いパソコン|ラップトップ
    ギターケース|楽器の入れ物|楽器ケース
    犬|小さな犬|犬を抱いている
    ごみ袋|透明な大袋|ポリ袋
    腰のかばん|ウエストポーチ|ボディバッグ
    バインダー|紙ばさみ|綴じた資料
    写真の束|現場の写真|アルバム
    拡声器|メガホン|ハンドマイク
    数珠|念珠|木の玉の腕輪
    缶コーヒー|コーヒーの缶|飲みかけの缶
    釣り竿|竿袋|細長い袋
    松葉杖|わきの下の杖|二本の杖
    スマートフォン|スマホ|携帯電話
    金のネックレス|金の鎖|太い首飾り`),
  phrases: rows(`消費者センターに行くぞ|消費生活センターに相談した|消費者の窓口に言う
    ブログに書く|掲示板に書き込んでやる|口コミに書くからな
    オンブズマンに持ち込む|苦情処理委員に申し立てる|行政監察に言う
    監査請求を出す|住民監査にかける|監査委員に言いつける
    孫が腹をすかせている|孫に何と言えばいい|うちの孫はどうなる
    夫が怒っている|主人に言いつける|うちの人が黙っていない
    眠れなくなった|睡眠薬を飲んでいる|夜も寝られない
    仕事を失った|職をなくした|失業したんだ
    金利を付けて返せ|利子を払え|利息分も返せ
    駐車場代を出せ|ガソリン代を払え|駐車料金はそっち持ちだ
    昼休みに休むな|弁当を食う暇があるのか|休憩ばかり取るな
    電話を切るな|折り返しが来ない|保留にするな
    たらい回しにするな|よそへ行けと言うな|何回窓口を回らせる
    あの女を連れてこい|この前の職員を出せ|前の人に代われ
    労組に言う|組合で取り上げる|組合の幹部を知っている
    知事に直訴する|知事室に手紙を書く|都知事に言う
    寒いのに待たせるな|暖房をつけろ|風邪をひいたらどうする
    証拠は全部そろっている|証拠を持っている|写真で証拠を残した
    火をつけてやる|燃やしてやる|ガソリンをまく
    死んでやる|ここで首をつる|生きていたくない
    元自衛官だ|自衛隊にいた|戦車に乗っていた
    空手の有段者だ|柔道三段だ|格闘技をやっていた
    総理の友達だ|大臣と同級生だ|大臣に電話一本だ
    障害者を差別するのか|弱い者いじめか|弱者を切り捨てるのか
    そのペンを置け|目を見て話せ|よそ見をするな
    笑ったな|鼻で笑うな|にやにやするな
    椅子を蹴られたいか|机をひっくり返すぞ|物を壊すぞ
    名刺を出せ|役職を言え|所属と氏名を書け
    明細を出せ|計算式を見せろ|内訳を説明しろ
    コロナのときもそうだ|前にも同じことがあった|これで三度目だ
    娘の受験に響く|子の進学が駄目になる|入試に間に合わない
    ペットが死んだ|犬が病気になった|猫が死にかけた
    アパートを追い出される|大家に出て行けと言われた|住む所がなくなる
    電気を止められた|ガスも止まった|ろうそくで暮らしている
    親戚が弁護士だ|おいが検事だ|身内に法律家がいる
    通販なら翌日届く|民間ならつぶれている|銀行ならこうはならない
    そっちが来い|家まで説明に来い|自宅に謝りに来い
    菓子折りを持ってこい|手土産もないのか|詫びの品を出せ
    ボイスチェンジャーか|機械みたいに話すな|感情がないのか
    ここは共産国か|独裁者め|役人天国だ`),
  fillers: rows(
    '話にならない|ふざけないで|さっさとやれ|もういい|だから何なんだ|いったい何なんだ|代わりの者を出せ|どうなっているんだ|答えろ|あきれた|冗談じゃない|しっかりしろ|分かる人に代われ|さっきから言っている',
  )[0] as string[],
  topics: [
    {
      department: '国保年金課',
      matters: ['国民年金の免除', '年金の掛け金の免除', '年金保険料の免除'],
      asks: ['を認めろ', 'の承認', 'をしてほしい'],
    },
    {
      department: '納税課',
      matters: ['分割払い', '分納', '少しずつの納付'],
      asks: ['を認めろ', 'の承認', 'にしてほしい'],
    },
    {
      department: '税務課',
      matters: ['非課税証明', '所得の証明', '課税証明書'],
      asks: ['を出せ', 'の発行', 'をすぐ作れ'],
    },
    {
      department: '生活福祉課',
      matters: ['冬の暖房代', '灯油代の補助', '冬季加算'],
      asks: ['を出せ', 'の支給', 'を上乗せしてほしい'],
    },
    {
      department: '福祉課',
      matters: ['つなぎの貸付', '緊急小口', '生活資金の貸付'],
      asks: ['を認めろ', 'の実行', 'をしてほしい'],
    },
    {
      department: '戸籍住民課',
      matters: ['転入の届', '引っ越しの手続き', '住所の異動'],
      asks: ['を受け付けろ', 'の受理', 'を今日済ませろ'],
    },
    {
      department: '公園課',
      matters: ['花火の騒ぎ', '夜の公園の若者', '公園の夜遊び'],
      asks: ['を止めろ', 'の禁止', 'を何とかしてほしい'],
    },
    {
      department: '公園課',
      matters: ['落ち葉', '公園の枯れ葉', '散った葉'],
      asks: ['を掃け', 'の清掃', 'を片付けてほしい'],
    },
    {
      department: '保育課',
      matters: ['一時預かり', '短時間の保育', '一時保育'],
      asks: ['を使わせろ', 'の利用', 'に入れてほしい'],
    },
    {
      department: '環境課',
      matters: ['室外機の音', '隣家のエアコンの音', '空調の騒音'],
      asks: ['を止めろ', 'の指導', 'を静かにさせろ'],
    },
    {
      department: '環境課',
      matters: ['飲食店の煙', '焼き鳥屋のにおい', '店の排気'],
      asks: ['を止めろ', 'の指導', 'をなくしてほしい'],
    },
    {
      department: '住宅課',
      matters: ['雨漏り', '天井の水漏れ', '屋根の漏水'],
      asks: ['を直せ', 'の修繕', 'を見に来い'],
    },
    {
      department: '障害福祉課',
      matters: ['移動支援', '付き添いの時間', '外出の介助'],
      asks: ['を増やせ', 'の増加', 'を認めてほしい'],
    },
    {
      department: '図書館',
      matters: ['席取り', '閲覧席の占領', '座席の独り占め'],
      asks: ['を注意しろ', 'の禁止', 'をやめさせろ'],
    },
    {
      department: '子育て支援課',
      matters: ['医療証', '子どもの医療費の証', 'マル乳の証'],
      asks: ['を出せ', 'の再交付', 'を送ってほしい'],
    },
    {
      department: '総務課',
      matters: ['あの職員の処分', '担当者の懲戒', '職員への罰'],
      asks: ['を公表しろ', 'の公表', 'をやれ'],
    },
    {
      department: '道路課',
      matters: ['カーブミラー', '曲がり角の鏡', '道路の鏡'],
      asks: ['を付けろ', 'の設置', 'を直してほしい'],
    },
    {
      department: '道路課',
      matters: ['雪かき', '歩道の除雪', '凍った歩道'],
      asks: ['をやれ', 'の実施', 'を何とかしろ'],
    },
    {
      department: '高齢福祉課',
      matters: ['配食', '弁当の宅配', '見守りの弁当'],
      asks: ['を続けろ', 'の再開', 'を増やしてほしい'],
    },
    {
      department: '介護保険課',
      matters: ['ヘルパー', '訪問介護の人', '家事の手伝い'],
      asks: ['を替えろ', 'の交代', 'を増やせ'],
    },
    {
      department: '学務課',
      matters: ['学区', '指定校', '通う学校の割り当て'],
      asks: ['を変えろ', 'の変更', 'を認めてほしい'],
    },
    {
      department: '建築課',
      matters: ['隣の塀', 'ブロックの壁', '境界の塀'],
      asks: ['を壊せ', 'の撤去', 'を調べろ'],
    },
    {
      department: '清掃事務所',
      matters: ['収集漏れ', 'ごみの取り残し', '回収し忘れたごみ'],
      asks: ['を取りに来い', 'の回収', 'を謝れ'],
    },
    {
      department: '保健予防課',
      matters: ['がん検診', '検診の予約', '人間ドック'],
      asks: ['を受けさせろ', 'の予約', 'の枠を増やせ'],
    },
    {
      department: '防災課',
      matters: ['土のう', '水害の備えの袋', '砂の袋'],
      asks: ['をよこせ', 'の配布', 'を届けてほしい'],
    },
    {
      department: '産業振興課',
      matters: ['商品券', 'プレミアム券', '地域の買い物券'],
      asks: ['をよこせ', 'の追加販売', 'を売ってほしい'],
    },
    {
      department: '地域振興課',
      matters: ['集会室', '区民館の部屋', '会議室の予約'],
      asks: ['を使わせろ', 'の予約', 'を空けろ'],
    },
    {
      department: '生活衛生課',
      matters: ['ねずみ', '天井裏の動物', 'ハクビシン'],
      asks: ['を捕まえろ', 'の駆除', 'を何とかしろ'],
    },
    {
      department: '人事課',
      matters: ['採用試験の結果', '会計年度の採用', '落ちた試験'],
      asks: ['を見直せ', 'の再採点', 'の理由を言え'],
    },
    {
      department: '広聴課',
      matters: ['区長への手紙', '要望書の返事', '出した意見'],
      asks: ['に返事しろ', 'の回答', 'を読ませろ'],
    },
  ],
  details: rows(
    '母の|次男の|亡くなった夫の|同居の義母の|妹の|去年の|年末の|10月の|令和7年度分の|5万円の|20万円の|二重に払った|坂の上の|線路沿いの|病院の前の|寺の裏の|県外から来た|離婚した後の|休職中の|二人暮らしの|単身赴任の|双子の',
  )[0] as string[],
  surnames: names(`鈴木|スズキ
    田中|タナカ
    山田|ヤマダ
    中島|中嶋|ナカジマ
    渡邉|渡邊|渡辺|ワタナベ
    高田|髙田|タカダ
    島|嶋|シマ
    宮崎|宮﨑|ミヤザキ
    岡崎|岡嵜|オカザキ
    大澤|大沢|オオサワ
    濱口|浜口|ハマグチ
    廣田|広田|ヒロタ
    國分|国分|コクブ
    石井|イシイ
    佐々木|ササキ
    三浦|ミウラ
    藤原|フジワラ
    長谷川|ハセガワ
    後藤|ゴトウ
    上田|植田|ウエダ
    川合|河合|川井|カワイ
    小野|オノ
    菊池|菊地|キクチ
    熊谷|クマガイ
    和田|ワダ
    丸山|マルヤマ
    五十嵐|イガラシ
    大塚|オオツカ
    荒井|新井|アライ
    本田|本多|ホンダ
    鴻巣|コウノス
    蓮沼|ハスヌマ
    生駒|イコマ
    比留間|ヒルマ
    早乙女|サオトメ
    榎|エノキ`),
  givenNames: names(`和彦|一彦|カズヒコ
    博之|弘之|ヒロユキ
    健司|賢治|ケンジ
    茂樹|シゲキ
    誠|真|マコト
    勇|イサム
    隆志|孝志|タカシ
    正人|雅人|マサト
    洋介|ヨウスケ
    雄太|ユウタ
    敏夫|俊夫|トシオ
    三郎|サブロウ
    亮|リョウ
    慎吾|真吾|シンゴ`)
    .map((name) => ({ ...name, gender: 'male' as 'male' | 'female' }))
    .concat(
      names(`恵子|啓子|ケイコ
    裕子|優子|ユウコ
    美穂|美保|ミホ
    由紀|有希|ユキ
    典子|紀子|ノリコ
    久子|ヒサコ
    千春|千晴|チハル
    文子|フミコ
    麻衣|舞|マイ
    静江|シズエ
    香織|カオリ
    瑞穂|ミズホ`).map((name) => ({ ...name, gender: 'female' as const })),
    ),
  towns: rows('桜台|若葉町|富士見|旭町|泉|松原|上野台|南町|北町|新田|港町|梅園')[0] as string[],
  departments,
  cues: rows(
    'さっき○○で同じ話をした|○○では話も聞いてくれなかった|○○に回された|今しがた○○で追い返された|○○の次はここか',
  )[0] as string[],
  generic: '上着',
};

const KANJI =
  '凪楔櫂杣榛漣澪篝綾縞耀芒茜萱葛葵蔀薙虹蛍螺袖襷覗谺豹貂轍轡酉釉釦鉈銀鋼鍬鏡鏨閂隼雀雫霞霧靄靱韃頁颯飴馨駒髭鮎鯱鳶鴎鵺麒麓黛鼓乙丹亘伍佃侑倭偲兎凌冴勾匠卯叡吾呉哉喬圭坐堯塑壬壺夙奎妃娃孟宋宥寅寵尖屑岬峨嵐巌巽巴帛幌庵弦彗彬徽惟惣慧憬戎托抄挽捷掬揃撞敦斐斧斯於旺昊昌晏晒晦暉曙曳朋朔杏李杖杵枇柊柏柚栖桂桐梓梧梢梯棗椀椋椰楓楠榎槌槍';
const KATAKANA = 'アカサタナハマヤラワキシチニヒミリクスツヌフムユルケセテネヘメレコソトノホモヨロ';

/**
 * Words that no table can know: made of rare letters, so that two ways to say the same share a letter
 * only with probability `likeness`, and whatever is gained is gained without any paraphrase table.
 */
export const invented = (random: () => number, likeness: number): Vocabulary => {
  const letter = (pool: string): string => pool[Math.floor(random() * pool.length)] ?? '凪';
  const used = new Set<string>();
  const word = (length: number, root = ''): string => {
    for (;;) {
      let text = root;
      while (text.length < length) text += letter(random() < 0.7 ? KANJI : KATAKANA);
      if (!used.has(text)) {
        used.add(text);
        return text;
      }
    }
  };
  const family = (count: number, length: number, wrap: (text: string) => string): string[][] =>
    Array.from({ length: count }, () => {
      const root = word(length > 2 ? 2 : 1);
      return Array.from({ length: 3 + Math.floor(random() * 2) }, () =>
        wrap(random() < likeness ? word(length, root) : word(length)),
      );
    });
  const endings = [
    'しろ',
    'するぞ',
    'だからな',
    'を出せ',
    'なのか',
    'を見せろ',
    'に言うぞ',
    'を知らないのか',
  ];
  return {
    ...winter,
    colours: family(11, 2, (text) => `${text}の`),
    tops: family(11, 4, (text) => text),
    bottoms: family(6, 4, (text) => text),
    hats: family(6, 4, (text) => text),
    hair: family(11, 4, (text) => `${text}の髪`),
    voices: family(10, 4, (text) => `${text}声`),
    belongings: family(18, 4, (text) => text),
    phrases: family(60, 5, (text) => `${text}${endings[Math.floor(random() * endings.length)]}`),
    fillers: family(14, 5, (text) => text).map((row) => row[0] ?? ''),
    topics: Array.from({ length: 60 }, (_, index) => ({
      department: departments[index % departments.length] ?? '',
      matters: family(1, 5, (text) => text)[0] ?? [],
      asks: ['をやめろ', 'の中止', 'をしてほしい', 'を直せ'],
    })),
    details: Array.from({ length: 24 }, () => `${word(3)}の`),
    surnames: Array.from({ length: 45 }, () => ({
      written: [word(2)],
      reading: Array.from({ length: 3 + Math.floor(random() * 2) }, () => letter(KATAKANA)).join(''),
    })),
    towns: Array.from({ length: 12 }, () => `${word(2)}町`),
    generic: word(2),
  };
};
