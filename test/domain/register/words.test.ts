import assert from 'node:assert/strict';
import { addAccount } from '../../../src/domain/incident/corrections.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { textFields } from '../../../src/domain/incident/form-fields.ts';
import { mayReadCare } from '../../../src/domain/people/standing.ts';
import type { Person } from '../../../src/domain/people/person.ts';
import { findsByWords, readableTexts, wordsOf } from '../../../src/domain/register/words.ts';
import { cards } from '../../builders/house.ts';
import { approver, digest, incident, NOW, person, richTyped } from '../../builders/records.ts';

const kacho = approver();
const other = approver({ id: 'z', approverOf: ['zeimu'] });
const somu = person({ id: 'soumu', department: 'somu' });

/** A word for each field, found nowhere else; none of them looks like a name, a number or a private matter. */
const fields = [...Object.keys(textFields), 'row1Words', 'row2Words', 'row3Words', 'step1Words'];
const all = [...fields, 'account'];
const letter = (index: number): string => String.fromCharCode(97 + index);
const wordOf = (field: string): string => {
  const index = all.indexOf(field);
  return `QX${letter(Math.floor(index / 26))}${letter(index % 26)}W`;
};

/** A record that holds its own word in every field in which somebody may type. */
function marked(): Incident {
  const typed = Object.fromEntries(fields.map((field) => [field, wordOf(field)]));
  const made = incident({ typed: { ...richTyped, ...typed, step1Kind: 'warning' } });
  const step = addAccount(
    made,
    { by: somu, department: 'somu', nonce: '261121-0123456789abcdef', text: wordOf('account'), now: NOW },
    digest,
  );
  if ('refused' in step) throw new Error(step.refused);
  return step.next;
}

const record = marked();

const found = (reader: Person, extent: 'full' | 'conduct'): string[] =>
  all.filter((field) =>
    findsByWords(record, { extent, person: reader }, '福祉課', [wordOf(field).toLowerCase()]),
  );

/** The fields whose words stand on the card that shows the record to this reader. */
const onCard = (reader: Person, extent: 'full' | 'conduct'): string[] => {
  const care = mayReadCare(reader, record);
  const { card } = cards.details({ incident: record, extent, may: { edit: false, ask: false, care } });
  const text = JSON.stringify(card);
  return all.filter((field) => text.includes(wordOf(field)));
};

/** The record, and the names of everything that is read in it, in their order. */
function watching(incident: Incident): { watched: Incident; reads: string[] } {
  const reads: string[] = [];
  const watch = <T extends object>(value: T): T =>
    new Proxy(value, {
      get(target, name) {
        reads.push(String(name));
        const found: unknown = Reflect.get(target, name);
        return typeof found === 'object' && found !== null ? watch(found) : found;
      },
    });
  return { watched: watch(incident), reads };
}

describe('a search by words', () => {
  for (const [who, reader, extent] of [
    ['the writer', person(), 'full'],
    ['an approver of the department', kacho, 'full'],
    ['a coordinator', somu, 'full'],
    ['an approver of another department', other, 'conduct'],
  ] as const) {
    it(`finds for ${who} exactly what the card of the record shows them`, () => {
      assert.deepEqual(found(reader, extent), onCard(reader, extent));
    });
  }

  it('is no oracle: an approver of another department finds features and words, and nothing else', () => {
    assert.deepEqual(found(other, 'conduct').toSorted(), [
      'belongings',
      'build',
      'clothing',
      'hair',
      'look',
      'row1Words',
      'row2Words',
      'row3Words',
      'step1Words',
      'voice',
    ]);
  });

  it('finds the care note for whoever may read it, and not for a coordinator', () => {
    assert.ok(found(person(), 'full').includes('careNote'));
    assert.ok(found(kacho, 'full').includes('careNote'));
    assert.ok(!found(somu, 'full').includes('careNote'));
  });

  it('finds no name that was typed among the words, except for readers of everything', () => {
    const told = incident({
      typed: { ...richTyped, row1Words: '山本太郎だ。電話は03-1234-5678だ', belongings: '山本の名札' },
    });
    const at = (extent: 'full' | 'conduct', word: string): boolean =>
      findsByWords(told, { extent, person: extent === 'full' ? kacho : other }, '福祉課', wordsOf(word));
    for (const word of ['山本太郎', '山本', '1234', '5678', '名札']) {
      assert.ok(at('full', word), word);
    }
    for (const word of ['山本太郎', '山本', '1234', '5678', 'やまもと']) {
      assert.ok(!at('conduct', word), word);
    }
  });

  it('does the same work for a word that is hidden as for one that nobody wrote', () => {
    const told = incident({
      typed: { ...richTyped, row1Words: '山本太郎だ。電話は03-1234-5678だ', belongings: '山本の名札' },
    });
    const workFor = (words: string): string[] => {
      const { watched, reads } = watching(told);
      assert.ok(!findsByWords(watched, { extent: 'conduct', person: other }, '福祉課', wordsOf(words)));
      return reads;
    };
    const absent = workFor('どこにもない');
    assert.ok(absent.includes('identity') && absent.includes('utterances') && absent.includes('belongings'));
    for (const word of ['山本太郎', '山本', '5678', '名札', '給付', '山本 どこにもない']) {
      assert.deepEqual(workFor(word), absent, word);
    }
  });

  it('wants every word, whatever its width and case, in any order', () => {
    const told = incident({ typed: { ...richTyped, row1Words: 'YouTubeに出すぞ ﾊﾞｶ' } });
    const at = (typed: string): boolean =>
      findsByWords(told, { extent: 'conduct', person: other }, '福祉課', wordsOf(typed));
    assert.ok(at('ＹＯＵＴＵＢＥ'));
    assert.ok(at('バカ  youtube'));
    assert.ok(at('福祉課　対面'), 'the department and the scene as well');
    assert.ok(at(told.number.toLowerCase()), 'and the number');
    assert.ok(!at('バカ 訪問'));
    assert.ok(at('  '), 'no words find everything');
  });

  it('finds no words of older versions', () => {
    const [first] = record.versions;
    assert.ok(first);
    const newest = { ...first, version: 2, content: { ...first.content, place: '別の窓口' } };
    const corrected = { ...record, versions: [first, newest] };
    const texts = readableTexts(corrected, { extent: 'full', person: kacho }, '福祉課');
    assert.ok(!texts.join('\n').includes(wordOf('place')));
  });
});
