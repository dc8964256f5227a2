import assert from 'node:assert/strict';
import { loadMatchingContent } from '../../../src/content/matching/load.ts';
import type { TypedValues } from '../../../src/domain/incident/forms.ts';
import { observedFields } from '../../../src/domain/incident/observed.ts';
import { readForm } from '../../../src/domain/incident/read-form.ts';
import { stillToWrite } from '../../../src/domain/incident/todo.ts';
import { createRefusedFinder } from '../../../src/domain/matching/index.ts';
import { incident, minimalTyped, NOW, richTyped, ward } from '../../builders/records.ts';

const find = createRefusedFinder(loadMatchingContent().refused);

const read = (typed: TypedValues, rest: { before?: TypedValues; emergency?: boolean } = {}) =>
  readForm({ ...minimalTyped, ...typed }, NOW, ward.departments, NOW, false, {
    find,
    before: rest.before ?? {},
    isEmergency: () => rest.emergency === true,
  });

const errorsOf = (typed: TypedValues, before: TypedValues = {}): Readonly<Record<string, string>> => {
  const form = read(typed, { before });
  return form.ok ? {} : form.errors;
};

describe('features of what was seen and heard', () => {
  it('are taken as they are, also where a harmless word holds the letters of a refused one', () => {
    for (const text of ['紺のハーフコート', 'とぼけた話し方', '病院の袋', '現在日本語で話している']) {
      for (const field of observedFields) assert.deepEqual(errorsOf({ [field]: text }), {}, text);
    }
    assert.deepEqual(errorsOf(richTyped), {});
  });

  it('hold no guess: beside every such field stands what to write instead', () => {
    const typed = Object.fromEntries(observedFields.map((field) => [field, '外国人風の男']));
    const errors = errorsOf(typed);
    assert.deepEqual(Object.keys(errors).toSorted(), [...observedFields].toSorted());
    assert.match(errors['look'] ?? '', /「外国人風」.*国籍・民族.*見たまま・聞いたまま/u);
  });

  it('say so together with everything else that is wrong', () => {
    const errors = errorsOf({ voice: 'ろれつが回らない', time: '' });
    assert.deepEqual(Object.keys(errors).toSorted(), ['time', 'voice']);
    assert.match(errorsOf({ hair: `外国人${'あ'.repeat(80)}` })['hair'] ?? '', /80字まで/u);
  });

  it('let words alone that somebody said, and what staff tell', () => {
    const form = read({ row1Words: '外国人か', manner: '「病人扱いするな」と言った', name: '外人' });
    assert.ok(form.ok);
    assert.equal(form.content.utterances[0]?.words, '外国人か');
  });

  it('do not hold up who corrects something else in an old record', () => {
    assert.deepEqual(errorsOf({ hair: '外国人風' }, { hair: '外国人風' }), {});
    assert.deepEqual(Object.keys(errorsOf({ hair: '外国人風、短髪' }, { hair: '外国人風' })), ['hair']);
  });

  it('never hold up an emergency: there the words are left out, and the receipt asks for others', () => {
    const form = read({ look: '外国人風の男、紺の上着', voice: '早口' }, { emergency: true });
    assert.ok(form.ok);
    assert.equal(form.content.look, '〔略〕の男、紺の上着');
    assert.equal(form.content.features.voice, '早口');
    const todo = (typed: TypedValues): boolean =>
      stillToWrite(incident({ typed: { ...richTyped, ...typed } }), { lateAfterHours: 24 }).some(
        ({ group, text }) => group === 'who' && text.startsWith('〔略〕'),
      );
    assert.ok(todo({ look: form.content.look }));
    assert.ok(todo({ hair: '〔略〕' }));
    assert.ok(!todo({}));
  });
});
