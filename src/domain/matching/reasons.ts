import type { Description } from './describe.ts';
import type { Models } from './things.ts';
import type { Evidence, Group, History } from './evidence.ts';
import type { HabitModel } from './habit.ts';
import { compareNames } from './names.ts';
import { comparePhones } from './phone.ts';
import type { Reason } from './report.ts';

/** Words for a candidate that somebody can read with shaking hands: short, and never a clear number. */
const SPEAKS = 0.7;
const MOST = 4;

const quote = (texts: readonly string[]): string => texts.map((text) => `「${text}」`).join('');

export const createReasons = (models: Models) => {
  /** Things of the new record that an earlier one has too, in the same or in other words. */
  const shared = (
    model: HabitModel,
    now: readonly number[],
    before: readonly (readonly number[])[],
  ): string[] => {
    const said: string[] = [];
    for (const thing of now) {
      let found: string | undefined;
      let best = 1.5;
      for (const things of before) {
        for (const other of things) {
          const ratio = model.ratio(other, thing);
          if (ratio > best || (ratio === best && other === thing)) {
            best = ratio;
            found =
              other === thing ? model.text(thing) : `${model.text(thing)}（以前は${model.text(other)}）`;
          }
        }
      }
      if (found !== undefined) said.push(found);
    }
    return said.slice(0, 2);
  };

  const phone = (now: Description, history: History): string | undefined => {
    const words = {
      same: '電話番号が同じ',
      digit: '電話番号が1桁だけ違う',
      swap: '電話番号の並びが1か所だけ入れ替わり',
      last4: '電話番号の下4桁が同じ',
      head: '電話番号の前半が同じ',
    };
    for (const relation of ['same', 'digit', 'swap', 'last4', 'head'] as const) {
      const hit = history.some(
        (record) =>
          now.phone !== undefined &&
          record.phone !== undefined &&
          comparePhones(now.phone, record.phone) === relation,
      );
      if (hit) return `${words[relation]}${now.phone?.last4 ? `（下4桁 ${now.phone.last4}）` : ''}`;
    }
    return undefined;
  };

  const name = (now: Description, history: History): string | undefined => {
    const relations = history.flatMap((record) =>
      now.name !== undefined && record.name !== undefined ? [compareNames(now.name, record.name)] : [],
    );
    const has = (surname: string, given?: string): boolean =>
      relations.some((one) => one.surname === surname && (given === undefined || one.given === given));
    if (has('same', 'same')) return '氏名が同じ';
    if (has('same', 'sound') || has('sound', 'same') || has('sound', 'sound')) return '氏名の読みが同じ';
    if (has('same')) return '姓が同じ';
    if (has('sound')) return '姓の読みが同じ';
    return has('near') ? '姓が似ている' : undefined;
  };

  const body = (now: Description, history: History): string | undefined => {
    const same: string[] = [];
    if (now.age >= 0 && history.some(({ age }) => age >= 0 && Math.abs(age - now.age) <= 1))
      same.push('年代');
    const labels = { height: '背の高さ', build: '体格', glasses: '眼鏡' } as const;
    for (const field of ['height', 'build', 'glasses'] as const) {
      if (now[field] !== 'unknown' && history.some((record) => record[field] === now[field]))
        same.push(labels[field]);
    }
    return same.length === 0 ? undefined : `${same.join('・')}が近い`;
  };

  const from =
    (label: string, model: HabitModel, pick: (record: Description) => readonly number[]) =>
    (now: Description, history: History): string | undefined => {
      const said = shared(model, pick(now), history.map(pick));
      return said.length === 0 ? undefined : `${label}${quote(said)}が一致`;
    };

  const clothing = (now: Description, history: History): string | undefined => {
    const today = history.filter(({ day }) => day === now.day);
    const sameDay = today.length > 0;
    const records = sameDay ? today : history;
    const colours = shared(
      sameDay ? models.colours : models.coloursOtherDay,
      now.colours,
      records.map((record) => record.colours),
    );
    const garments = shared(
      sameDay ? models.garments : models.garmentsOtherDay,
      now.garments,
      records.map((record) => record.garments),
    );
    const said = [...colours.map((colour) => `${colour}の色`), ...garments];
    if (said.length === 0) return undefined;
    return `服装${quote(said)}が${sameDay ? '同じ日' : '以前'}の記録と一致`;
  };

  const texts: Record<Group, (now: Description, history: History) => string | undefined> = {
    phone,
    name,
    body,
    hair: from('髪', models.hair, ({ hair }) => hair),
    clothing,
    belongings: from('持ち物', models.belongings, ({ belongings }) => belongings),
    voice: from('声・話し方', models.voice, ({ voice }) => voice),
    address: (now) => (now.address === undefined ? undefined : '住所の町名が同じ'),
    demand: from('要求', models.topic, ({ topic }) => topic),
    details: from('要求の事情', models.details, ({ details }) => details),
    words: from('言葉', models.words, ({ words }) => words),
    place: (now, history) =>
      history.some(({ department }) => department === now.department)
        ? `${now.department}に以前も来ている`
        : undefined,
    cue: (now) =>
      now.cues[0] === undefined ? undefined : `「${now.cues[0]}」に行ったと話し、同じ日にその課の記録がある`,
  };

  const against = (support: Evidence): string | undefined => {
    if (support.phone < -0.5) return '違う点：電話番号は別';
    if (support.name < -1) return '違う点：名前は別';
    if (support.body < -1.5) return '違う点：年代・性別・体格';
    if (support.hair < -0.7) return '違う点：髪';
    return undefined;
  };

  /** Strongest first; at most four, and one point that differs. */
  return (now: Description, history: History, support: Evidence): Reason[] => {
    const speaking = (Object.keys(texts) as Group[])
      .filter((group) => support[group] > SPEAKS)
      .sort((a, b) => support[b] - support[a]);
    const said: Reason[] = [];
    for (const group of speaking) {
      const text = texts[group](now, history);
      if (text !== undefined) said.push({ kind: group, text });
      if (said.length === MOST) break;
    }
    const contrary = against(support);
    if (contrary !== undefined) said.push({ kind: 'against', text: contrary });
    return said.length === 0 ? [{ kind: 'none', text: '決め手になる一致はない' }] : said;
  };
};
