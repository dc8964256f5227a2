import type { Language } from '../companion/contact.ts';
import { conductNames } from '../conduct/label.ts';
import { ageNames, sceneNames } from '../incident/choices.ts';
import type { Section } from './section.ts';
import { type Fields, group, named, namedIn, value, values } from './shape.ts';

const origin = { source: value('出どころ'), date: value('確かめた日'), checkedBy: value('確かめた人') };

const inWard = namedIn('departments', 'name');

const ward: Fields = {
  name: value('区の名前'),
  ...origin,
  departments: {
    kind: 'list',
    label: '課',
    key: 'id',
    title: 'name',
    fields: { id: value('ID'), name: value('名前'), next: values('次に行くことの多い課', inWard) },
  },
  lines: {
    kind: 'list',
    label: '電話と窓口',
    key: 'id',
    title: 'name',
    fields: {
      id: value('ID'),
      name: value('名前'),
      department: value('課', inWard),
      kind: value('種類', named({ line: '電話', window: '窓口' })),
      records: value('録音する'),
      announces: value('録音を知らせる'),
      eraseDays: value('消去までの日数'),
    },
  },
  exempt: group('照合しない記録', {
    ages: values('年代', named(ageNames)),
    departments: values('課', inWard),
    lines: values('電話の名前'),
  }),
  retired: {
    kind: 'list',
    label: 'なくなった課',
    key: 'id',
    title: 'name',
    fields: { id: value('ID'), name: value('名前') },
  },
};

const rules: Fields = {
  ...origin,
  workdayEnd: value('速報を仕上げる時刻'),
  lateAfterHours: value('遅れた記録とみなす時間(時間)'),
  ladderWindowHours: value('ひと続きの来訪とみなす時間(時間)'),
  chaseMinutes: value('確認のない課へ知らせ直すまで(分)'),
  alertDays: value('アラートを終えるまで(日)'),
  longMinutes: value('時間拘束とみなす長さ(分)'),
  repeatVisits: value('リピートとみなす一週間の来庁(回)'),
  repeatCalls: value('リピートとみなす一日の電話(回)'),
};

const conduct: Fields = {
  entries: {
    kind: 'list',
    label: '行為',
    key: 'label',
    title: 'label',
    titleOf: named(conductNames),
    fields: {
      label: value('行為', named(conductNames)),
      ...origin,
      inForce: value('施行日'),
      phrases: {
        kind: 'list',
        label: '言葉',
        key: 'words',
        title: 'words',
        fields: { words: value('言葉'), why: value('なぜ') },
      },
    },
  },
};

const recording = named({
  known: '録音していて、伝わっている',
  announce: '録音していて、まだ伝えていない',
  'not-recording': '録音していない',
  unknown: 'わからない',
});
/** For staff, who read Japanese; the companion itself offers each language by its own name. */
const languages: Readonly<Record<Language, string>> = {
  ja: '日本語',
  easy: 'やさしい日本語',
  en: '英語',
  zh: '中国語',
  ko: '韓国語',
};
const scenes = values('場面', named(sceneNames));

const companion: Fields = {
  sentences: {
    kind: 'list',
    label: '言い方',
    key: 'id',
    title: 'text.ja',
    fields: {
      id: value('ID'),
      text: group('文', Object.fromEntries(Object.entries(languages).map(([id, name]) => [id, value(name)]))),
      scenes,
      recording: value('録音について言う文', recording),
      step: value(
        '手順の文',
        named({
          warning: '警告',
          stop: '中止の要請',
          leave: '退去の要請',
          final: '最終警告',
          end: '対応の終わり',
        }),
      ),
      ...origin,
    },
  },
  situations: {
    kind: 'list',
    label: '場面',
    key: 'id',
    title: 'title',
    fields: {
      id: value('ID'),
      title: value('名前'),
      scenes,
      say: values('言うこと', (id, content) =>
        id === 'recording' ? '(録音についての正しい一文)' : namedIn('sentences', 'text.ja')(id, content),
      ),
      avoid: {
        kind: 'list',
        label: '言わないこと',
        title: 'words',
        fields: { words: value('言葉'), instead: value('かわりに') },
      },
      record: values('書き残すこと'),
      next: value('次にすること'),
      ladder: value('手順を示す'),
      weight: value('言葉の重さ'),
      fact: value('記録に書く事実'),
      law: values('法令'),
      ...origin,
    },
  },
  scenarios: {
    kind: 'list',
    label: '練習',
    key: 'id',
    title: 'title',
    fields: {
      id: value('ID'),
      title: value('名前'),
      scene: value('場面', named(sceneNames)),
      about: value('あらまし'),
      recording: value('録音', recording),
      situation: value('もとの場面', namedIn('situations', 'title')),
      turns: {
        kind: 'list',
        label: '問い',
        title: '',
        fields: {
          caller: value('相手の言葉'),
          choices: {
            kind: 'list',
            label: '答え',
            title: '',
            fields: { text: value('文'), good: value('よい答え'), feedback: value('説明') },
          },
        },
      },
      lesson: value('まとめ'),
      ...origin,
    },
  },
};

const answers: Fields = {
  ...origin,
  entries: {
    kind: 'list',
    label: '文',
    key: 'id',
    title: 'text',
    fields: {
      id: value('ID'),
      kind: value('種類', named({ say: '言う', avoid: '言わない' })),
      text: value('文'),
      instead: value('かわりに言うこと'),
      contradicts: values('反対のことを言う文', namedIn('entries', 'text')),
      usual: value('はじめから選んでおく'),
    },
  },
};

const law: Fields = {
  ...origin,
  entries: {
    kind: 'list',
    label: '法令',
    key: 'id',
    title: 'name',
    fields: {
      id: value('ID'),
      law: value('法令名'),
      article: value('条'),
      name: value('見出し'),
      inForce: value('施行日'),
      source: value('出どころ'),
      checked: value('確認', named({ confirmed: '✓ 確認済み', 'to-confirm': '◇ 法務担当の確認前' })),
      texts: {
        kind: 'list',
        label: '説明',
        title: '',
        fields: { from: value('この日から'), until: value('この日まで'), gist: value('説明') },
      },
      labels: values('行為', named(conductNames)),
      possible: value('該当の可能性'),
      note: value('注'),
    },
  },
};

/** The labels of every section, as the screens of the settings use them. */
export const shapes: Readonly<Record<Section, Fields>> = { ward, rules, conduct, companion, answers, law };
