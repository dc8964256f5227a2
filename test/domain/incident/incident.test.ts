import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { firstBrokenEntry } from '../../../src/domain/audit.ts';
import {
  type DecisionAction,
  decisionActions,
  decisionTable,
  outcomeNames,
} from '../../../src/domain/escalation/escalation.ts';
import {
  askEscalation,
  currentContent,
  decideEscalation,
  type Incident,
  incidentSchema,
  noteReading,
  pendingEscalation,
  settleIntents,
} from '../../../src/domain/incident/incident.ts';
import {
  approver,
  decided,
  digest,
  escalated,
  minimalIncident,
  minimalTyped,
  NOW,
  person,
  richIncident,
} from '../../builders/records.ts';

const ask = (incident: Incident, id = 'e1') =>
  askEscalation(
    incident,
    { id, asked: ['police'], reason: '理由', by: incident.reporter.key, now: NOW },
    digest,
  );

const decide = (incident: Incident, action: DecisionAction, reason = '理由', escalation?: string) =>
  decideEscalation(
    incident,
    {
      escalation: escalation ?? incident.escalations.at(-1)?.id ?? '',
      action,
      by: approver(),
      reason,
      now: NOW,
    },
    digest,
  );

describe('a record', () => {
  it('owes a receipt, and an alert as well when it asks for one', () => {
    assert.deepEqual(minimalIncident().intents, [
      { kind: 'receipt', revision: 1 },
      { kind: 'match', revision: 1 },
    ]);
    assert.deepEqual(richIncident().intents, [
      { kind: 'receipt', revision: 1 },
      { kind: 'match', revision: 1 },
      { kind: 'raise-alert', revision: 1 },
    ]);
  });

  for (const [what, change, alerted] of [
    ['緊急アラート', { urgent: 'true' }, true],
    ['a danger mark alone', { danger: 'onward', urgent: 'false' }, true],
    ['neither', { urgent: 'false', danger: '' }, false],
  ] as const) {
    it(`with ${what} is ${alerted ? '' : 'not '}alerted`, () =>
      assert.equal(minimalIncident({ typed: { ...minimalTyped, ...change } }).alerted, alerted));
  }

  it('holds no typed word in its audit chain', () => {
    const full = decided(escalated(richIncident()).incident).incident;
    const trail = JSON.stringify(full.audit);
    for (const word of ['山本', '今すぐ', '同じ要求', '係長が', '佐藤'])
      assert.ok(!trail.includes(word), word);
    assert.equal(firstBrokenEntry(full.audit, digest), undefined);
    assert.deepEqual(
      full.audit.map(({ action }) => action),
      ['filed', 'escalated', 'approved'],
    );
  });

  it('leaves a trace of a reading without a new revision and without owing a message', () => {
    const before = richIncident();
    const after = noteReading(before, { by: 'p1', at: NOW, extent: 'refused' }, digest);
    assert.deepEqual({ ...after, audit: before.audit }, before);
    assert.deepEqual(
      after.audit.slice(1).map(({ by, action, about }) => [by, action, about]),
      [['p1', 'read-refused', 'refused']],
    );
  });

  it('without a version cannot be read', () => {
    assert.throws(() => currentContent({ ...richIncident(), versions: [] }), /has no version/);
  });

  it('forgets exactly the intents that were carried out, however often that is said', () => {
    const { incident } = escalated(richIncident());
    assert.deepEqual(
      settleIntents(incident, 1).intents.map(({ kind, revision }) => [kind, revision]),
      [
        ['receipt', 2],
        ['ask-approvers', 2],
      ],
    );
    assert.deepEqual(settleIntents(settleIntents(incident, 1), 1), settleIntents(incident, 1));
    assert.deepEqual(settleIntents(incident, 2).intents, []);
    assert.deepEqual(settleIntents(incident, 0), incident);
  });
});

describe('an escalation', () => {
  it('is asked once at a time', () => {
    const { incident } = escalated(richIncident());
    assert.deepEqual(ask(incident, 'another'), { refused: 'pending' });
    assert.deepEqual(ask(incident, incident.escalations[0]?.id), { refused: 'already-asked' });
    const { incident: done } = decided(incident);
    assert.deepEqual(ask(done, incident.escalations[0]?.id), { refused: 'already-asked' });
    assert.ok('next' in ask(done, 'another'));
  });

  for (const action of decisionActions) {
    const step = decisionTable.approver.pending[action];

    it(`is ${step.next} by ${action}, which ${step.needsReason ? 'needs a' : 'needs no'} reason`, () => {
      const { incident } = escalated(richIncident());
      const without = decide(incident, action, '');
      if (step.needsReason) assert.deepEqual(without, { refused: 'needs-reason' });
      const outcome = decide(incident, action);
      assert.ok('next' in outcome);
      const [escalation] = outcome.next.escalations;
      assert.equal(escalation?.state, step.next);
      assert.equal(escalation?.decision?.byName, approver().name);
      assert.equal(pendingEscalation(outcome.next), undefined);
      assert.ok(step.next in outcomeNames);
      assert.ok(incidentSchema.safeParse(outcome.next).success);
    });

    it(`that was decided cannot be answered with ${action} again`, () => {
      for (const first of decisionActions) {
        const { incident } = decided(escalated(richIncident()).incident, { action: first });
        assert.deepEqual(decide(incident, action), { refused: 'already-decided' });
      }
    });
  }

  it('that nobody asked for cannot be decided', () => {
    assert.deepEqual(decide(richIncident(), 'approve', '', 'e0'), { refused: 'unknown' });
    assert.deepEqual(decide(escalated(richIncident()).incident, 'approve', '', 'e0'), { refused: 'unknown' });
  });

  it('of two can be decided without touching the other', () => {
    const first = decided(escalated(richIncident()).incident, { action: 'return' }).incident;
    const both = decided(escalated(first).incident, {
      action: 'approve',
      by: approver({ name: '別の課長' }),
    }).incident;
    assert.deepEqual(
      both.escalations.map(({ state, decision }) => [state, decision?.byName]),
      [
        ['returned', approver().name],
        ['approved', '別の課長'],
      ],
    );
  });

  it('only ever adds: revisions grow by one, audit entries are kept, intents carry their revision', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('ask' as const), id: fc.constantFrom('e1', 'e2', 'e3') }),
      fc.record({
        do: fc.constant('decide' as const),
        id: fc.constantFrom('e1', 'e2', 'e3'),
        action: fc.constantFrom(...decisionActions),
        reason: fc.constantFrom('', '理由'),
      }),
      fc.record({ do: fc.constant('read' as const), id: fc.constant('') }),
      fc.record({ do: fc.constant('settle' as const), id: fc.constant('') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let incident = richIncident();
        const final = new Map<string, string>();
        for (const one of steps) {
          const before = incident;
          if (one.do === 'ask') {
            const asked = ask(incident, one.id);
            if ('next' in asked) incident = asked.next;
          } else if (one.do === 'decide') {
            const outcome = decide(incident, one.action, one.reason, one.id);
            if ('next' in outcome) incident = outcome.next;
          } else if (one.do === 'read') {
            incident = noteReading(incident, { by: 'p', at: NOW, extent: 'full' }, digest);
          } else {
            incident = settleIntents(incident, incident.revision);
          }
          assert.ok(incident.revision - before.revision <= 1);
          assert.deepEqual(incident.audit.slice(0, before.audit.length), before.audit);
          assert.ok(incident.intents.every(({ revision }) => revision <= incident.revision));
          assert.ok(incident.escalations.filter(({ state }) => state === 'pending').length <= 1);
          for (const { id, state } of incident.escalations) {
            if (final.has(id)) assert.equal(state, final.get(id), 'a decision stands');
            if (state !== 'pending') final.set(id, state);
          }
        }
        assert.equal(firstBrokenEntry(incident.audit, digest), undefined);
        assert.ok(incidentSchema.safeParse(incident).success);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the reporter of a record', () => {
  it('is named with key and name, and with nothing else of the person', () => {
    const { reporter } = richIncident({ reporter: person({ approverOf: ['zeimu'] }) });
    assert.deepEqual(Object.keys(reporter).sort(), ['key', 'name']);
  });
});
