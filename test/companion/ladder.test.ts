import assert from 'node:assert/strict';
import type { Deed, LiveScene } from '../../src/domain/companion/contact.ts';
import { foldContact } from '../../src/domain/companion/fold.ts';
import { ladderOf } from '../../src/domain/companion/ladder.ts';
import { cueOf } from '../../src/domain/companion/script.ts';
import { book, contactAfter } from '../cards/gallery-companion.ts';

const step = (name: 'stop' | 'leave' | 'final'): Deed => ({ what: 'step', step: name, language: 'ja' });
const approve = (of: number): Deed => ({
  what: 'decided',
  of,
  outcome: 'approved',
  byKey: 'p1',
  byName: '高橋',
  note: '',
});

const rows: readonly {
  scene: LiveScene;
  after: readonly Deed[];
  next: string | undefined;
  missing: string;
  mayStop: boolean;
}[] = [
  { scene: 'phone', after: [], next: 'stop', missing: 'stop 2, final 1', mayStop: false },
  { scene: 'phone', after: [step('stop')], next: 'stop', missing: 'stop 1, final 1', mayStop: false },
  { scene: 'phone', after: [step('stop'), step('stop')], next: 'final', missing: 'final 1', mayStop: false },
  {
    scene: 'phone',
    after: [step('stop'), step('stop'), step('final')],
    next: undefined,
    missing: '',
    mayStop: false,
  },
  {
    scene: 'phone',
    after: [step('stop'), step('stop'), step('final'), { what: 'ask', ask: 'stop' }, approve(4)],
    next: undefined,
    missing: '',
    mayStop: true,
  },
  { scene: 'counter', after: [], next: 'stop', missing: 'stop 2, leave 2, final 1', mayStop: false },
  {
    scene: 'counter',
    after: [step('stop'), step('stop')],
    next: 'leave',
    missing: 'leave 2, final 1',
    mayStop: false,
  },
  {
    scene: 'counter',
    after: [step('stop'), step('stop'), step('leave'), step('leave')],
    next: 'final',
    missing: 'final 1',
    mayStop: false,
  },
  {
    scene: 'counter',
    after: [{ what: 'ask', ask: 'stop' }, approve(1)],
    next: 'stop',
    missing: 'stop 2, leave 2, final 1',
    mayStop: false,
  },
  { scene: 'visit', after: [], next: 'stop', missing: 'stop 2, final 1', mayStop: false },
  { scene: 'counter', after: [{ what: 'emergency' }], next: 'stop', missing: '', mayStop: true },
];

describe('the way to 対応中止', () => {
  for (const { scene, after, next, missing, mayStop } of rows) {
    const done = after.map((did) => (did.what === 'step' ? did.step : did.what)).join(', ');
    it(`at ${scene} after [${done}]: ${missing === '' ? 'no step is missing' : `misses ${missing}`}`, () => {
      const ladder = ladderOf(foldContact(contactAfter(after, { scene })), scene);
      assert.equal(ladder.next, next);
      assert.equal(ladder.missing.map(({ step, times }) => `${step} ${times}`).join(', '), missing);
      assert.equal(ladder.mayStop, mayStop);
    });
  }

  it('may be skipped in an emergency, which then owes a reason', () => {
    const without = ladderOf(foldContact(contactAfter([{ what: 'emergency' }])), 'phone');
    assert.equal(without.owesReason, true);
    const told = contactAfter([{ what: 'emergency' }, { what: 'reason', reason: 'harm' }]);
    assert.equal(ladderOf(foldContact(told), 'phone').owesReason, false);
  });

  it('is not opened by a request that was declined, or taken back', () => {
    const all = [step('stop'), step('stop'), step('final'), { what: 'ask', ask: 'stop' }] as const;
    const declined = contactAfter([...all, { ...approve(4), outcome: 'declined' } as Deed]);
    assert.equal(ladderOf(foldContact(declined), 'phone').mayStop, false);
    const back = contactAfter([...all, { what: 'undone', of: 4 }]);
    assert.equal(foldContact(back).asked.length, 0);
  });
});

describe('what the card says next', () => {
  const cue = (deeds: readonly Deed[], scene: LiveScene = 'phone') =>
    cueOf(book, { scene }, foldContact(contactAfter(deeds, { scene })), 'unknown');

  for (const { id, ladder, say, scenes } of book.situations) {
    it(`in 「${id}」 are its sentences first, and then ${ladder ? 'the steps of the manual' : 'what to do, never a step'}`, () => {
      for (const scene of scenes) {
        const deeds: Deed[] = [{ what: 'situation', situation: id }];
        for (let count = 0; count < say.length; count += 1) {
          const now = cue(deeds, scene);
          assert.ok(now.kind === 'say', `${scene} ${count}: ${now.kind}`);
          deeds.push({ what: 'said', sentence: now.sentence.id, language: 'ja' });
        }
        const after = cue(deeds, scene);
        assert.equal(after.kind, ladder ? 'step' : 'guide', scene);
      }
    });
  }

  it('on the ladder is the next step, the approval, the last sentence, and then the end', () => {
    const deeds: Deed[] = [{ what: 'situation', situation: 'threat' }];
    for (const sentence of ['stop-threat', 'not-alone', 'heard']) deeds.push({ what: 'skipped', sentence });
    const seen: string[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const now = cue(deeds);
      seen.push(now.kind === 'step' ? `${now.step} ${now.time}` : now.kind);
      if (now.kind === 'step') deeds.push(step(now.step));
      else if (now.kind === 'await' && !now.asked) deeds.push({ what: 'ask', ask: 'stop' });
      else if (now.kind === 'await') deeds.push(approve(deeds.length));
      else if (now.kind === 'stop') deeds.push({ what: 'said', sentence: now.sentence.id, language: 'ja' });
      else break;
    }
    assert.deepEqual(seen, ['stop 1', 'stop 2', 'final 1', 'await', 'await', 'stop', 'guide']);
  });

  it('names the police after all of it where somebody may stay, and the way out everywhere else', () => {
    const guideIn = (scene: LiveScene): string => {
      const deeds: Deed[] = [{ what: 'situation', situation: 'stays-long' }];
      for (let turn = 0; turn < 20; turn += 1) {
        const now = cue(deeds, scene);
        if (now.kind === 'guide') return now.text;
        if (now.kind === 'step') deeds.push(step(now.step));
        else if (now.kind === 'await')
          deeds.push(now.asked ? approve(deeds.length) : { what: 'ask', ask: 'stop' });
        else if ('sentence' in now) deeds.push({ what: 'said', sentence: now.sentence.id, language: 'ja' });
      }
      return '';
    };
    assert.match(guideIn('counter'), /110番か所轄の警察署/u);
    assert.match(guideIn('phone'), /電話を切って/u);
    assert.match(guideIn('visit'), /その場を離れて/u);
  });
});
