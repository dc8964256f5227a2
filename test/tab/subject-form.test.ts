import assert from 'node:assert/strict';
import { subjectQuerySchema } from '../../src/api/subject.ts';
import { nothingTyped, readForm, subjectFields } from '../../src/tab/subjects/form.ts';

describe('the form that looks for a person', () => {
  it('wants at least one field that says something', () => {
    const read = readForm({ ...nothingTyped, name: '  ' });
    assert.ok(read.kind === 'wrong' && read.errors.form !== undefined);
  });

  it('sends what was typed, without blanks around it and without empty fields', () => {
    const read = readForm({ ...nothingTyped, phone: ' 5678 ' });
    assert.deepEqual(read, { kind: 'ok', query: { phone: '5678' } });
  });

  it('takes as much in each field as the service does, and says where it is too much', () => {
    for (const [field, { most }] of Object.entries(subjectFields)) {
      assert.ok(subjectQuerySchema.safeParse({ [field]: 'あ'.repeat(most) }).success, field);
      assert.ok(!subjectQuerySchema.safeParse({ [field]: 'あ'.repeat(most + 1) }).success, field);
      const read = readForm({ ...nothingTyped, [field]: 'あ'.repeat(most + 1) });
      assert.ok(read.kind === 'wrong' && Object.keys(read.errors).includes(field), field);
    }
  });
});
