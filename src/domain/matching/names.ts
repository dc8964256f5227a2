import { createVariantFold, isKana, nearlySame, soundKey, squeeze, toKatakana } from './normalise.ts';

/** A name as it can be compared. Arrays are empty where nothing is known. */
export type NameForm = {
  /** Folded kanji (or whatever was written) of the surname; empty when only a reading is known. */
  surname: string;
  /** Sound keys of the surname's possible readings. */
  surnameSounds: readonly string[];
  given: string;
  givenSounds: readonly string[];
};

export type NameRelation = 'same' | 'sound' | 'near' | 'differs' | 'unknown';

type Readings = ReadonlyMap<string, readonly string[]>;

export type NameTables = {
  fold: ReturnType<typeof createVariantFold>;
  surnames: Readings;
  givenNames: Readings;
};

const TITLE =
  /(?:さん|さま|様|氏|殿|君|くん|ちゃん|先生|と名乗る.*|と言う.*|を名乗る.*|らしい|\(.*\)|[?？])+$/u;
const GAP = /[\s\u3000・･,、]+/u;

/** Sound keys of both tables' names, folded, so that 髙橋 finds タカハシ. */
export const createNameTables = (content: {
  variants: readonly { from: string; to: string }[];
  surnames: readonly { name: string; readings: readonly string[] }[];
  givenNames: readonly { name: string; readings: readonly string[] }[];
}): NameTables => {
  const fold = createVariantFold(new Map(content.variants.map(({ from, to }) => [from, to])));
  const sounds = (entries: readonly { name: string; readings: readonly string[] }[]): Readings => {
    const all = new Map<string, string[]>();
    for (const { name, readings } of entries) {
      const folded = fold(name);
      const known = all.get(folded) ?? [];
      for (const reading of readings) {
        const key = soundKey(reading);
        if (!known.includes(key)) known.push(key);
      }
      all.set(folded, known);
    }
    return all;
  };
  return { fold, surnames: sounds(content.surnames), givenNames: sounds(content.givenNames) };
};

const splitWritten = (written: string, surnames: Readings): [string, string] => {
  if (surnames.has(written)) return [written, ''];
  for (let length = Math.min(4, written.length - 1); length >= 1; length -= 1) {
    const head = written.slice(0, length);
    if (length >= 2 && surnames.has(head)) return [head, written.slice(length)];
  }
  // A one-letter surname (林, 森) before a given name of two is rarer than an unknown surname of two.
  const first = written.slice(0, 1);
  if (written.length === 3 && surnames.has(first)) return [first, written.slice(1)];
  return written.length >= 4 ? [written.slice(0, 2), written.slice(2)] : [written, ''];
};

/** Reads a written name and a reading as heard. Returns undefined when both are empty. */
export const createNameReader = (tables: NameTables) => {
  const strip = (text: string): string => text.normalize('NFKC').trim().replace(TITLE, '').trim();

  return (name: string, kana: string): NameForm | undefined => {
    const parts = strip(name)
      .split(GAP)
      .filter((part) => part !== '');
    let written: [string, string] = ['', ''];
    let heard: [string, string] = ['', ''];
    if (parts.length > 0) {
      const folded = parts.map((part) => tables.fold(part.replace(TITLE, '')));
      if (isKana(parts.join(''))) heard = [folded[0] ?? '', folded.slice(1).join('')];
      else if (folded.length > 1) written = [folded[0] ?? '', folded.slice(1).join('')];
      else written = splitWritten(folded[0] ?? '', tables.surnames);
    }
    const kanaParts = strip(kana)
      .split(GAP)
      .filter((part) => part !== '');
    if (kanaParts.length > 0) heard = [kanaParts[0] ?? '', kanaParts.slice(1).join('')];
    if (written[0] === '' && heard[0] === '') return undefined;

    const soundsOf = (spoken: string, folded: string, table: Readings): readonly string[] => {
      if (spoken !== '') return [soundKey(spoken)];
      if (folded !== '' && isKana(folded)) return [soundKey(toKatakana(folded))];
      return table.get(folded) ?? [];
    };
    return {
      surname: squeeze(written[0]),
      surnameSounds: soundsOf(heard[0], written[0], tables.surnames),
      given: squeeze(written[1]),
      givenSounds: soundsOf(heard[1], written[1], tables.givenNames),
    };
  };
};

const relation = (
  leftWritten: string,
  leftSounds: readonly string[],
  rightWritten: string,
  rightSounds: readonly string[],
): NameRelation => {
  const leftKnown = leftWritten !== '' || leftSounds.length > 0;
  const rightKnown = rightWritten !== '' || rightSounds.length > 0;
  if (!leftKnown || !rightKnown) return 'unknown';
  if (leftWritten !== '' && leftWritten === rightWritten) return 'same';
  const bothSounds = leftSounds.length > 0 && rightSounds.length > 0;
  if (bothSounds && leftSounds.some((sound) => rightSounds.includes(sound))) {
    // Two readings as heard that agree are as good as the same letters.
    return leftWritten === '' && rightWritten === '' ? 'same' : 'sound';
  }
  const near = leftSounds.some((left) =>
    rightSounds.some((right) => Math.min(left.length, right.length) >= 2 && nearlySame(left, right)),
  );
  if (near) return 'near';
  if (leftWritten !== '' && rightWritten !== '') {
    const shared = Array.from(leftWritten).some((letter) => rightWritten.includes(letter));
    return shared ? 'near' : 'differs';
  }
  return bothSounds ? 'differs' : 'unknown';
};

/** Symmetric relation of surnames and of given names. */
export const compareNames = (
  left: NameForm,
  right: NameForm,
): { surname: NameRelation; given: NameRelation } => ({
  surname: relation(left.surname, left.surnameSounds, right.surname, right.surnameSounds),
  given: relation(left.given, left.givenSounds, right.given, right.givenSounds),
});
