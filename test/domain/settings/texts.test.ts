import assert from 'node:assert/strict';
import { sections } from '../../../src/domain/settings/section.ts';
import { lookOf, textProblems } from '../../../src/domain/settings/texts.ts';
import { asInstalled } from '../../builders/house.ts';

const found = (content: unknown): string[] =>
  textProblems(content).map(({ path, message }) => `${path}: ${message.slice(0, 7)}`);

const BLANK = '空白だけになっ';
const UNSEEN = '目に見えない文';
const BROKEN = '途中に改行が入';
const ALIVE = 'リンクや命令と';

describe('the texts of the settings', () => {
  for (const section of sections) {
    it(`as installed are all good: ${section}`, () => assert.deepEqual(found(asInstalled[section]), []));
  }

  for (const [what, name, says] of [
    ['spaces', '   ', BLANK],
    ['a wide space', '\u3000', BLANK],
    ['a space without width', '\u200B', BLANK],
    ['a filler that is drawn as nothing', '\u3164', BLANK],
    ['a blank pattern of Braille', '\u2800', BLANK],
    ['line breaks', '\n\n', BLANK],
    ['a line break inside', '福祉\n課', BROKEN],
    ['a line break of another kind', '福祉\u2028課', UNSEEN],
    ['a carriage return', '福祉\r課', UNSEEN],
    ['a tabulator', '福祉\t課', UNSEEN],
    ['a space without width inside', '福祉\u200B課', UNSEEN],
    ['a joiner', '福祉\u2060課', UNSEEN],
    ['a mark of byte order', '\uFEFF福祉課', UNSEEN],
    ['a soft hyphen', '福祉\u00AD課', UNSEEN],
    ['a mark of direction', '福祉\u202E課', UNSEEN],
    ['a filler inside', '福祉\u3164課', UNSEEN],
    ['an invisible tag', '福祉課\u{E0041}', UNSEEN],
    ['half a pair', '福祉\uD83D課', UNSEEN],
    ['a link', '[福祉課](https://evil.example)', ALIVE],
  ] as const) {
    it(`are refused as a name with ${what}, wherever a name is shown`, () => {
      assert.deepEqual(
        found({ name, departments: [{ name }], lines: [{ name }], exempt: { lines: [name] } }),
        [`name: ${says}`, `departments.0.name: ${says}`, `lines.0.name: ${says}`, `exempt.lines.0: ${says}`],
      );
    });
  }

  it('may be any name that can be read', () => {
    for (const name of [
      '福祉課',
      '2階 5番窓口',
      '葛\u{E0100}飾区',
      '🏢総合案内',
      'Ａ棟 1F',
      'がん対策課'.normalize('NFD'),
    ]) {
      assert.deepEqual(found({ name }), [], name);
    }
  });

  it('may have paragraphs where a text stands by itself, and nowhere else', () => {
    const two = '一つ目。\n二つ目。';
    assert.deepEqual(
      found({
        note: two,
        entries: [{ texts: [{ gist: two }], note: two, text: two, instead: two, name: two, source: two }],
        sentences: [{ text: { ja: two, en: two } }],
        situations: [{ title: two, next: two, record: [two], avoid: [{ words: two }], fact: two }],
      }),
      [
        'entries.0.text: 途中に改行が入',
        'entries.0.instead: 途中に改行が入',
        'entries.0.name: 途中に改行が入',
        'entries.0.source: 途中に改行が入',
        'situations.0.title: 途中に改行が入',
        'situations.0.record.0: 途中に改行が入',
        'situations.0.avoid.0.words: 途中に改行が入',
        'situations.0.fact: 途中に改行が入',
      ],
    );
  });

  it('of every section are refused with what nobody sees', () => {
    const hidden = '怒\u200B鳴る';
    assert.deepEqual(
      found({
        entries: [{ phrases: [{ words: hidden, why: hidden }], text: hidden, texts: [{ gist: hidden }] }],
      }),
      [
        `entries.0.phrases.0.words: ${UNSEEN}`,
        `entries.0.phrases.0.why: ${UNSEEN}`,
        `entries.0.text: ${UNSEEN}`,
        `entries.0.texts.0.gist: ${UNSEEN}`,
      ],
    );
  });

  it('that are empty say nothing of blanks: whether they may be is the business of their section', () => {
    assert.deepEqual(found({ instead: '' }), []);
  });

  it('leave the names of departments that are no more as they were: no screen can mend them', () => {
    assert.deepEqual(found({ retired: [{ id: 'old', name: '旧\u200B課 ' }] }), []);
    assert.deepEqual(found({ retired: [{ id: 'old', name: '[課](x)' }] }), [`retired.0.name: ${ALIVE}`]);
  });

  it('look the same where only blanks, widths, marks or what nobody sees differ', () => {
    const look = lookOf('税務課2');
    for (const name of ['税務課2 ', '\u3000税務課2', '税務課２', '税務\u200B課2', '税務課\uFE002']) {
      assert.equal(lookOf(name), look, JSON.stringify(name));
    }
    assert.equal(lookOf('第一  課'), lookOf('第一\u3000課'));
    for (const name of ['税務課', '税務課3', '税務 課2', '納税課2']) assert.notEqual(lookOf(name), look);
  });
});
