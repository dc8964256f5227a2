import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWardFile, loadWard, readWard } from '../../src/content/ward.ts';
import { environment } from '../attack/service.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

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

  it('is read with the mark that editors of Windows put before it', () => {
    assert.deepEqual(
      readWard(written(`\uFEFF${JSON.stringify(loadWard(demoWardFile))}`)),
      readWard(demoWardFile),
    );
  });

  describe('that an operator wrote', () => {
    const good = loadWard(demoWardFile);
    const [line] = good.lines ?? [];
    const rows: readonly [what: string, content: unknown, problems: readonly string[]][] = [
      [
        'ids and names of a wrong form',
        { ...good, departments: [{ id: 'BAD geheim', name: '' }, ...good.departments] },
        [
          'departments[0].id: Invalid string: must match pattern /^[a-z][a-z0-9-]{1,30}$/',
          'departments[0].name: Too small: expected string to have >=1 characters',
        ],
      ],
      [
        'two departments of one id',
        { ...good, departments: [...good.departments, { ...good.departments[0], name: 'geheim' }] },
        [`departments[${good.departments.length}].id: department ids must be unique`],
      ],
      [
        'a wrong line and a wrong age',
        { ...good, lines: [{ ...line, kind: 'geheim' }], exempt: { ages: ['geheim'] } },
        [
          'lines[0].kind: Invalid option: expected one of "line"|"window"',
          'exempt.ages[0]: Invalid option: expected one of "unknown"|"10s"|"20s"|"30s"|"40s"|"50s"|"60s"|"70s"|"80s"',
        ],
      ],
      ['no object', [], ['Invalid input: expected object, received array']],
    ];
    for (const [what, content, problems] of rows) {
      it(`says where it has ${what}, and no value`, () => {
        assert.deepEqual(readWard(written(JSON.stringify(content))), { ok: false, problems });
      });
    }

    const pretty = JSON.stringify(good, null, 2).split('\n');
    const broken = (line: number, mend: (text: string) => string): string =>
      pretty.map((text, index) => (index + 1 === line ? mend(text) : text)).join('\n');
    for (const [what, text, line] of [
      ['a comma is missing', broken(3, (one) => one.slice(0, -1)), 4],
      ['a quotation mark is missing', broken(8, (one) => one.replace('"', '')), 8],
      ['something stands there', broken(5, () => '"checkedBy": geheim,'), 5],
      ['a comma is too many', '[1,\n2,\n]', 3],
      ['it just ends', pretty.slice(0, 50).join('\n'), 50],
      ['nothing is in it', '', 1],
    ] as const) {
      it(`says the line where ${what}, and nothing of the text`, () => {
        const problems = [`is not JSON from line ${line} on`];
        assert.deepEqual(readWard(written(text)), { ok: false, problems });
      });
    }

    it('says that it is not there', () => {
      const problems = ['cannot be read (ENOENT)'];
      assert.deepEqual(readWard(join(folder, 'nowhere.json')), { ok: false, problems });
    });

    it('stops the start of the service with one line for each problem', () => {
      const file = written(JSON.stringify({ ...good, name: '', date: 'geheim' }));
      const env = { ...environment, TATE_WARD_FILE: file, PORT: '0' };
      const { status, stderr } = spawnSync(process.execPath, [MAIN], { env, encoding: 'utf8' });
      assert.equal(status, 1);
      assert.deepEqual(stderr.split('\n').slice(1, 3), [
        '  - TATE_WARD_FILE: name: Too small: expected string to have >=1 characters',
        '  - TATE_WARD_FILE: date: Invalid ISO date',
      ]);
      assert.doesNotMatch(stderr, /geheim/u);
    });
  });
});
