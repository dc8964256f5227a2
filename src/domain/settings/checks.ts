import { holdsNumber } from '../alert/channel-safe.ts';
import { namesPrivateMatter } from '../alert/private-matters.ts';
import type { AnswerBook } from '../answer/answer.ts';
import { type CompanionBook, RECORDING, recordingStateSchema } from '../companion/book.ts';
import { orders } from '../companion/ladder.ts';
import type { LawBook } from '../law/law.ts';
import type { Department, Ward } from '../people/departments.ts';
import { ageSchema, sceneNames } from '../incident/choices.ts';
import type { Problem } from './problems.ts';
import { alertTimesOf, type WardRules } from './rules.ts';
import { lookOf } from './texts.ts';

/** What of the house names departments, by department id. */
export type Uses = {
  /** Names of the channels that are bound to it. */
  readonly channels: ReadonlyMap<string, readonly string[]>;
  /** How many persons decide for it. */
  readonly approvers: ReadonlyMap<string, number>;
  /** How many records wait for a decision in it. */
  readonly undecided: ReadonlyMap<string, number>;
  /** How many persons work in it, as they said themselves. */
  readonly people: ReadonlyMap<string, number>;
};

/** Departments that the next list lacks. */
export const removedDepartments = (before: Ward, next: Ward): Department[] =>
  before.departments.filter(({ id }) => !next.departments.some((kept) => kept.id === id));

/** Where a department is still needed it stays; where it is only remembered, the history says why it went. */
export function removalProblems(before: Ward, next: Ward, uses: Uses, note: string): Problem[] {
  return removedDepartments(before, next).flatMap(({ id, name }): Problem[] => {
    const channels = uses.channels.get(id) ?? [];
    const approvers = uses.approvers.get(id) ?? 0;
    const undecided = uses.undecided.get(id) ?? 0;
    const people = uses.people.get(id) ?? 0;
    const path = 'departments';
    const refused = (why: string): Problem => ({ path, message: `「${name}」は、まだなくせません。${why}` });
    const needed = [
      ...(channels.length === 0
        ? []
        : [
            refused(
              `チャネル「${channels.slice(0, 3).join('」「')}」${channels.length > 3 ? 'ほか' : ''}が結び付いています。先に「チャネル」で外すか、別の課に結び付けてください。`,
            ),
          ]),
      ...(approvers === 0
        ? []
        : [refused(`承認者が${approvers}人います。先に「承認者と代理」で外してください。`)]),
      ...(undecided === 0
        ? []
        : [refused(`判断を待っている記録が${undecided}件あります。判断が済んでから、なくしてください。`)]),
    ];
    if (needed.length > 0 || note !== '') return needed;
    const staff = people === 0 ? '' : `登録している職員が${people}人います。`;
    return [
      {
        path: 'note',
        message: `「${name}」をなくします。${staff}前の記録には名前が残ります。なくす理由を、変更のメモに書いてください。`,
      },
    ];
  });
}

/** Sentences that the code of the companion asks for by their meaning, in each scene in which they can be due. */
export function companionProblems(book: CompanionBook, law: LawBook): Problem[] {
  const problems: Problem[] = [];
  const known = new Set(law.entries.map(({ id }) => id));
  for (const [index, { law: wanted }] of book.situations.entries()) {
    if (wanted.every((id) => known.has(id))) continue;
    problems.push({
      path: `situations.${index}.law`,
      message: '「法令の説明」にないものが選ばれています。選び直してください。',
    });
  }
  const spoken = new Set(
    book.situations.flatMap(({ scenes, say }) => (say.includes(RECORDING) ? scenes : [])),
  );
  for (const scene of spoken) {
    // A visit is at no line of ours, so nothing is ever known of it there.
    const states = scene === 'visit' ? (['unknown'] as const) : recordingStateSchema.options;
    const known = (state: (typeof states)[number]): boolean =>
      book.sentences.some(({ recording, scenes }) => recording === state && scenes.includes(scene));
    if (states.every(known)) continue;
    problems.push({
      path: 'sentences',
      message: `${sceneNames[scene]}で録音について言う文が足りません。録音していて伝わっている・まだ伝えていない・録音していない・わからない、のそれぞれに一つ残してください。`,
    });
  }
  for (const [scene, steps] of Object.entries(orders) as [keyof typeof orders, readonly string[]][]) {
    for (const step of [...steps, 'end']) {
      if (book.sentences.some((one) => one.step === step && one.scenes.includes(scene))) continue;
      problems.push({
        path: 'sentences',
        message: `${sceneNames[scene]}で使う、手順の文(中止の要請・退去の要請・最終警告・対応の終わり)が足りません。どれも一つ残してください。`,
      });
    }
  }
  return problems;
}

/** What the companion refers to stays in the law book. */
export function lawProblems(law: LawBook, companion: CompanionBook): Problem[] {
  const known = new Set(law.entries.map(({ id }) => id));
  const missing = new Map<string, string[]>();
  for (const { law: wanted, title } of companion.situations) {
    for (const id of wanted.filter((one) => !known.has(one))) {
      missing.set(id, [...(missing.get(id) ?? []), title]);
    }
  }
  return [...missing].map(([id, titles]) => ({
    path: 'entries',
    message: `「${id}」は、まだなくせません。「対応中の言い方」の場面「${titles.slice(0, 3).join('」「')}」で使っています。先にそちらから外してください。`,
  }));
}

/** The card on which a department decides asks for both: what is said, and what is not. */
function kindProblems({ entries }: AnswerBook): Problem[] {
  const missing = (['say', 'avoid'] as const).filter((kind) => !entries.some((entry) => entry.kind === kind));
  const names = { say: '言う', avoid: '言わない' };
  return missing.map((kind) => ({
    path: 'entries',
    message: `種類が「${names[kind]}」の文がありません。統一回答を決める画面に何も出なくなるため、一つは残すか、加えてください。`,
  }));
}

/** Answers go into channels, so no sentence may name a matter that belongs to one department alone. */
export function answerProblems(book: AnswerBook): Problem[] {
  const telling = book.entries.flatMap((entry, index) =>
    (['text', 'instead'] as const)
      .filter((field) => namesPrivateMatter(entry[field]) || holdsNumber(entry[field]))
      .map((field) => ({
        path: `entries.${index}.${field}`,
        message:
          '福祉・税・家族・健康などの事情や、名前・住所・番号にあたる言葉が入っています。この文はすべての課のチャネルに出るため、個人の事情がわからない言い方にしてください。',
      })),
  );
  return [...kindProblems(book), ...telling];
}

/** Departments are told apart by their names, on cards and in lists. */
export function nameProblems({ departments }: Ward): Problem[] {
  const looks = departments.map(({ name }) => lookOf(name));
  return looks.flatMap((look, index) =>
    looks.indexOf(look) === index
      ? []
      : [
          {
            path: `departments.${index}.name`,
            message:
              '同じに見える名前の課がほかにあります(空白や、全角と半角の違いだけでは見分けられません)。見分けられる名前にしてください。',
          },
        ],
  );
}

/** Exempting everything would switch the matching off for the whole ward, and nothing would say so. */
export function exemptProblems({ departments, exempt }: Ward): Problem[] {
  if (exempt === undefined) return [];
  const problem = (path: string, of: string): Problem => ({
    path,
    message: `すべての${of}が選ばれています。このままでは、区のどこでも、同じ方かどうかを照合しなくなります。照合しない${of}だけを選んでください。`,
  });
  return [
    ...(departments.every(({ id }) => exempt.departments.includes(id))
      ? [problem('exempt.departments', '課')]
      : []),
    ...(ageSchema.options.every((age) => exempt.ages.includes(age)) ? [problem('exempt.ages', '年代')] : []),
  ];
}

/** A department is asked again while the alert still stands as a fresh warning; later nobody would be asked. */
export function chaseProblems(rules: WardRules): Problem[] {
  const { chaseMinutes, stepHours } = alertTimesOf(rules);
  return chaseMinutes < stepHours * 60
    ? []
    : [
        {
          path: 'chaseMinutes',
          message: `いまの日数では、アラートは${stepHours}時間(${stepHours * 60}分)で控えめな表示になります。知らせ直しはそれより前になるように、${stepHours * 60 - 1}分までにしてください(0で知らせ直しません)。`,
        },
      ];
}

/** Days on which somebody of the ward checked something, with their places. */
function checkedDays(content: unknown, path: readonly string[] = []): { path: string; day: string }[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, part]: [string, unknown]) =>
    key === 'date' && typeof part === 'string'
      ? [{ path: [...path, key].join('.'), day: part }]
      : checkedDays(part, [...path, key]),
  );
}

/**
 * Nobody has checked anything on a day that is still to come. Days that stand there already are nobody's typing: they
 * do not hold up a change of something else.
 * @param today YYYY-MM-DD in Japan
 */
export function checkedDayProblems(before: unknown, next: unknown, today: string): Problem[] {
  const known = new Set(checkedDays(before).map(({ day }) => day));
  return checkedDays(next)
    .filter(({ day }) => day > today && !known.has(day))
    .map(({ path }) => ({
      path,
      message: '先の日付になっています。確かめた日は、今日か、それより前の日にしてください。',
    }));
}
