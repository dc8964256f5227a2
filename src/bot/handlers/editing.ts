import { careFields, groupIds, typedOf, type GroupId } from '../../domain/incident/fields.ts';
import { newNonce } from '../../domain/ids.ts';
import { currentVersion, type Incident } from '../../domain/incident/incident.ts';
import type { Part } from '../../domain/incident/parts.ts';
import { stillToWrite } from '../../domain/incident/todo.ts';
import { mayReadCare } from '../../domain/people/standing.ts';
import { keepForm } from '../../workflow/hand-out-form.ts';
import { correctRecord } from '../../workflow/correct-record.ts';
import { noteRead } from '../../workflow/read-details.ts';
import { askAgain, post, type Press, type Reply, say, settle, type Turn } from '../reply.ts';

const NOT_YOURS = 'この記録を直せるのは、書いた人だけです。';

async function own(turn: Turn, number: string): Promise<Incident | undefined> {
  const incident = await turn.house.incidents.read(number);
  return incident?.reporter.key === turn.person.key ? incident : undefined;
}

/** 書き足す・直す */
export async function openEditing(turn: Turn, number: string): Promise<Reply> {
  const incident = await own(turn, number);
  if (incident === undefined) return say(NOT_YOURS);
  const todo = stillToWrite(incident, turn.house.recordRules);
  return post(turn.cards.editChoose({ number, todo, group: '', error: '' }), '書き足す画面を送りました。');
}

const isGroup = (text: string): text is GroupId => (groupIds as readonly string[]).includes(text);

export async function openPart(turn: Turn, press: Press, number: string): Promise<Reply> {
  const incident = await own(turn, number);
  if (incident === undefined) return say(NOT_YOURS);
  const group = press.typed['group'] ?? '';
  if (!isGroup(group)) {
    const todo = stillToWrite(incident, turn.house.recordRules);
    return askAgain(turn.cards.editChoose({ number, todo, group, error: '開くところを選んでください。' }));
  }
  const { content, version } = currentVersion(incident);
  const nonce = newNonce(turn.house.now(), turn.house.random());
  return askAgain(
    turn.cards.editFields({
      incident,
      part: group,
      review: '',
      nonce,
      base: version,
      typed: typedOf(content),
      errors: {},
    }),
  );
}

export async function savePart(
  turn: Turn,
  press: Press,
  action: { number: string; base: number; nonce: string; part: Part; review: string; seen: string },
): Promise<Reply> {
  const outcome = await correctRecord(turn.house, { ...action, typed: press.typed, person: turn.person });
  const { part, review, nonce } = action;
  switch (outcome.kind) {
    case 'refused':
      return say(NOT_YOURS);
    case 'advised': {
      const { advised, why, seen } = outcome;
      const { house, person } = turn;
      await keepForm(house, { nonce, personKey: person.key, issuedAt: house.now().toISOString(), advised });
      return askAgain(
        turn.cards.editFields({
          incident: outcome.incident,
          part,
          review,
          nonce,
          base: action.base,
          typed: press.typed,
          errors: {},
          advised: { ...advised, why, seen },
        }),
      );
    }
    case 'saved':
      return settle(turn.cards.editSaved({ incident: outcome.incident, version: outcome.version }));
    case 'invalid':
      return askAgain(
        turn.cards.editFields({
          incident: outcome.incident,
          part,
          review,
          nonce,
          base: action.base,
          typed: press.typed,
          errors: outcome.errors,
        }),
      );
    case 'stale':
      return askAgain(
        turn.cards.editFields({
          incident: outcome.incident,
          part,
          review,
          nonce,
          base: currentVersion(outcome.incident).version,
          typed: press.typed,
          errors: {
            form: 'ほかの直しが先に入りました。あなたの入力は残っています。確かめてから、もう一度押してください。',
          },
        }),
      );
  }
}

/** 版をくらべる: for whoever may read the whole record; leaves a read entry. */
export async function showHistory(turn: Turn, number: string): Promise<Reply> {
  const read = await noteRead(turn.house, number, turn.person);
  if (read === undefined || read.extent !== 'full') return say('この記録の版は表示できません。');
  const hidden = mayReadCare(turn.person, read.incident) ? new Set<string>() : careFields;
  return post(turn.cards.history({ incident: read.incident, hidden }), '版の一覧を送りました。');
}
