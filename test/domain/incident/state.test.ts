import assert from 'node:assert/strict';
import { recordState } from '../../../src/domain/incident/state.ts';
import { decided, escalated, NOW, richIncident } from '../../builders/records.ts';
import { into } from '../../builders/register.ts';

const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('the state of a record', () => {
  for (const [name, bring] of Object.entries(into)) {
    const state = name === 'asked by a colleague' ? 'asked' : name;
    it(`is ${state} when it is ${name}`, () => {
      assert.equal(recordState(bring(richIncident())), state);
    });
  }

  it('is what waits longest for somebody first: a decision, a question, a 速報', () => {
    const { pending, asked, quick, approved } = into;
    assert.ok(pending && asked && quick && approved);
    assert.equal(recordState(quick(asked(pending(richIncident())))), 'pending');
    assert.equal(recordState(quick(asked(approved(richIncident())))), 'asked');
    assert.equal(recordState(quick(approved(richIncident()))), 'quick');
  });

  it('is what was decided last, whichever was asked first', () => {
    const first = decided(escalated(richIncident()).incident, { action: 'reject', now: later(1) }).incident;
    const second = decided(escalated(first, { word: 'again' }).incident, {
      action: 'approve',
      now: later(2),
    });
    assert.equal(recordState(second.incident), 'approved');
    const turned = { ...second.incident, escalations: second.incident.escalations.toReversed() };
    assert.equal(recordState(turned), 'approved');
  });
});
