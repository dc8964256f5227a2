import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { factorsOf } from '../../src/domain/wording/factors.ts';

const factors = (pattern: string): string[] | undefined => {
  const found = factorsOf(pattern);
  return found === undefined ? undefined : [...found].toSorted();
};

describe('what a text must contain for a pattern to be found in it', () => {
  const rows: readonly [pattern: string, factors: string[] | undefined][] = [
    ['怒鳴', ['怒鳴']],
    ['怒鳴(?:った|る)', ['怒鳴った', '怒鳴る']],
    ['(?:とても)?怖い', ['とても怖い', '怖い']],
    ['怖い|恐ろしい', ['怖い', '恐ろしい']],
    ['[怖恐]い', ['怖い', '恐い']],
    ['[^、。]{0,8}怒鳴', ['怒鳴']],
    ['怒鳴(?![らり])', ['怒鳴']],
    ['(?<=大声で)怒鳴(?=った)', ['怒鳴']],
    ['^怒鳴$', ['怒鳴']],
    ['あ{0,3}怒{1,2}', ['怒']],
    ['(怒鳴)\\1', ['怒鳴']],
    ['(?<how>大声)で', ['大声で']],
    ['\\.com', ['.com']],
    ['[\\d]円', ['円']],
    ['[a-c]x', ['ax', 'bx', 'cx']],
    // Nothing can be said of these.
    ['', undefined],
    ['.', undefined],
    ['怒?', undefined],
    ['怒*', undefined],
    ['怒鳴|.', undefined],
    ['[^怒]', undefined],
    ['\\d', undefined],
    ['(?i:ABC)', undefined],
    ['(?:怒鳴', undefined],
  ];
  for (const [pattern, expected] of rows) {
    it(`${JSON.stringify(pattern)}: ${expected?.join(' or ') ?? 'nothing is known'}`, () => {
      assert.deepEqual(factors(pattern), expected?.toSorted());
    });
  }

  it('is in every text in which the pattern is found, whatever it is made of', () => {
    const sign = fc.constantFrom('あ', 'い', '怒', '鳴', 'a');
    const { pattern } = fc.letrec<{ pattern: string; atom: string; piece: string }>((tie) => ({
      atom: fc.oneof(
        { maxDepth: 3 },
        sign,
        fc.constantFrom('.', '[あい]', '[^怒]', '[a-c]', '\\d', '^', '$', '(?=あ)', '(?!い)', '(?<!怒)'),
        tie('pattern').map((inner) => `(?:${inner})`),
        tie('pattern').map((inner) => `(${inner})`),
      ),
      piece: fc
        .tuple(tie('atom'), fc.constantFrom('', '', '', '?', '{0,2}', '{1,2}', '{2}', '+?', '*'))
        .map(([atom, times]) => (/^(?:[$^]|\(\?[=!<])/u.test(atom) ? atom : `${atom}${times}`)),
      pattern: fc
        .array(fc.array(tie('piece'), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
        .map((branches) => branches.map((pieces) => pieces.join('')).join('|')),
    }));
    // Long ones that are made of repeats in repeats keep the engine busy for minutes.
    const short = pattern.filter((source) => source.length <= 50);
    const text = fc.array(sign, { maxLength: 10 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(short, text, (source, given) => {
        const found = new RegExp(source).exec(given);
        const known = factorsOf(source);
        if (found === null || known === undefined) return;
        assert.ok(
          [...known].some((factor) => found[0].includes(factor)),
          `${source} found ${found[0]} without any of ${[...known].join(' ')}`,
        );
      }),
      { numRuns: 5000 },
    );
  });
});
