import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWardFile, loadWard } from '../../src/content/ward.ts';

describe('the ward file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tate-ward-'));
  after(() => rmSync(folder, { recursive: true }));

  const written = (text: string): string => {
    const file = join(folder, 'ward.json');
    writeFileSync(file, text);
    return file;
  };

  it('of the local mode says who made it, from what, and when', () => {
    const ward = loadWard(demoWardFile);
    assert.ok(ward.source.includes('架空'), 'it says that the ward is invented');
    assert.ok(ward.checkedBy !== '' && ward.date !== '');
    assert.ok(ward.departments.length >= 10);
  });

  it('is read from any path', () => {
    const file = written(JSON.stringify(loadWard(demoWardFile)));
    assert.deepEqual(loadWard(file), loadWard(demoWardFile));
  });

  for (const [what, text, says] of [
    ['no JSON', '{', /JSON/u],
    ['an empty object', '{}', /departments/u],
    ['a list', '[]', /object/u],
    [
      'two departments of one id',
      JSON.stringify({
        ...loadWard(demoWardFile),
        departments: [
          { id: 'aa', name: '一' },
          { id: 'aa', name: '二' },
        ],
      }),
      /unique/u,
    ],
  ] as const) {
    it(`is refused when it is ${what}`, () => assert.throws(() => loadWard(written(text)), says));
  }

  it('is refused when it is not there', () => {
    assert.throws(() => loadWard(join(folder, 'nowhere.json')), /ENOENT/u);
  });

  it('names every problem at once', () => {
    const file = written(JSON.stringify({ name: '', departments: [{ id: 'BAD ID', name: '' }] }));
    assert.throws(
      () => loadWard(file),
      (fault: Error) =>
        ['name', 'source', 'date', 'checkedBy', 'departments'].every((field) =>
          fault.message.includes(field),
        ),
    );
  });
});
