import type { Cards } from '../cards/cards.ts';
import type { CardMessage } from '../cards/template.ts';
import { askedNames } from '../domain/escalation/escalation.ts';
import type { OwedMessage } from '../domain/owed.ts';
import { departmentName } from '../domain/people/departments.ts';
import type { ReaderMay } from '../cards/details.ts';
import { typedOf } from '../domain/incident/fields.ts';
import { alertIdOf, currentVersion, type Incident, pendingEscalation } from '../domain/incident/incident.ts';
import { findFollowUp } from '../domain/incident/follow-ups.ts';
import { findReview, reviewNonce } from '../domain/incident/parts.ts';
import { stillToWrite } from '../domain/incident/todo.ts';
import type { Person } from '../domain/people/person.ts';
import { mayReadCare, mayReview, standingOf } from '../domain/people/standing.ts';
import { timeOfDay } from '../domain/time.ts';
import { silentDepartments } from '../domain/alert/chase.ts';
import { likelyPersons } from '../workflow/views/likely.ts';
import type { Flag } from '../domain/subject/flag.ts';
import { mayDecideFlag, mayEndMark } from '../workflow/views/flag.ts';
import { drawPersonFile, idFor } from '../workflow/views/person-file.ts';
import { isOver } from './health.ts';
import { drawContact } from './contacts.ts';
import { entitledApprovers } from './officials.ts';
import type { Rooms } from './rooms.ts';

const undeliveredReasons: Readonly<Record<string, string>> = {
  blocked: 'Tateがチャネルから外されているか、止められています',
  gone: 'チャネルが見つかりません',
  'too-large': 'カードが大きすぎます',
  refused: 'Teamsが受け取りませんでした',
};

const readerMay = (reader: Person | undefined, incident: Incident): ReaderMay => ({
  edit: reader?.key === incident.reporter.key,
  ask: reader !== undefined && mayReview(reader, incident),
  care: reader !== undefined && mayReadCare(reader, incident),
});

/** Between the press and the delivery the records moved, or the reader's role ended. */
const GONE = {
  title: 'この方の経過は表示できません',
  lines: ['あなたの役割では見られないか、もうありません。'],
};

/** Draws what a message must show now, from the newest state; undefined when there is nothing to show. */
export function createPresenter(house: Rooms, cards: Cards) {
  const readerOf = async (row: OwedMessage): Promise<Person | undefined> =>
    row.to.kind === 'person' ? house.people.read(row.to.person) : undefined;

  const flagOf = async (shown: { subject: string; flag: string }): Promise<Flag | undefined> =>
    (await house.subjects.read(shown.subject))?.flags.find(({ id }) => id === shown.flag);

  return async function draw(row: OwedMessage): Promise<CardMessage | undefined> {
    const { shows } = row;
    switch (shows.kind) {
      case 'welcome': {
        const person = await house.people.read(shows.person);
        if (person === undefined) return undefined;
        if (person.department === undefined) {
          return cards.register({
            asksRole: house.rules.mayDeclareRoles,
            next: 'menu',
            department: '',
            role: 'staff',
            error: '',
          });
        }
        return cards.welcome({ person, coordinator: standingOf(person, house.rules).coordinator });
      }
      case 'bind': {
        const channel = await house.channels.read(shows.channel);
        if (channel === undefined) return undefined;
        return channel.department === undefined
          ? cards.bind({ channelName: channel.name, department: '', error: '' })
          : cards.bound({ department: channel.department });
      }
      case 'alert': {
        const alert = await house.alerts.read(shows.alert);
        if (alert === undefined) return undefined;
        const channel = row.to.kind === 'channel' ? await house.channels.read(row.to.channel) : undefined;
        return cards.alert({ alert, repeat: row.repeat, here: channel?.department });
      }
      case 'receipt': {
        const incident = await house.incidents.read(shows.number);
        if (incident === undefined) return undefined;
        const alert = await house.alerts.read(alertIdOf(incident));
        const waiting = pendingEscalation(incident) !== undefined;
        const noApprover = waiting && (await entitledApprovers(house, incident)).length === 0;
        return cards.receipt({
          incident,
          alert,
          todo: stillToWrite(incident, house.recordRules),
          noApprover,
        });
      }
      case 'match': {
        const incident = await house.incidents.read(shows.number);
        const reader = row.to.kind === 'person' ? await house.people.read(row.to.person) : undefined;
        if (incident === undefined || reader === undefined) return undefined;
        const persons = await likelyPersons(house, incident, reader);
        return persons.length === 0
          ? undefined
          : cards.match({ number: incident.number, persons, error: '' });
      }
      case 'answer': {
        const alert = await house.alerts.read(shows.alert);
        return alert === undefined ? undefined : cards.answerForm({ alert, typed: {}, errors: {} });
      }
      case 'chase': {
        const alert = await house.alerts.read(shows.alert);
        const channel = row.to.kind === 'channel' ? await house.channels.read(row.to.channel) : undefined;
        // Confirmed in the meantime: nothing to ask for.
        if (alert === undefined || !silentDepartments(alert).includes(channel?.department ?? ''))
          return undefined;
        return cards.notice({
          title: `緊急アラート ${alert.id} をまだ確認していません`,
          lines: [
            'このチャネルにあるアラートのカードで「確認しました」を押してください。',
            'この方が来るかもしれません。近くの人にも声をかけてください。',
          ],
        });
      }
      case 'board': {
        const alert = await house.alerts.read(shows.alert);
        if (alert === undefined) return undefined;
        const parked = (await house.owed.about(alert.id)).filter(
          ({ state, shows: what }) => state === 'parked' && what.kind === 'alert',
        );
        const channels = await Promise.all(
          parked.map(async ({ to }) => (to.kind === 'channel' ? house.channels.read(to.channel) : undefined)),
        );
        const unreached = channels.map((channel) => channel?.department).filter((id) => id !== undefined);
        return cards.board({ alert, unreached });
      }
      case 'trouble': {
        const { oldest, parked, uncertain } = await house.owed.figures();
        const waited = oldest === undefined ? 0 : house.now().getTime() - oldest.getTime();
        const oldestOwedSeconds = Math.max(0, Math.round(waited / 1000));
        if (!isOver({ oldestOwedSeconds, parked, uncertain })) {
          return cards.notice({
            title: '知らせの遅れはなくなりました',
            lines: ['待っていた知らせは、すべて届いたか、届ける相手がなくなりました。'],
          });
        }
        return cards.notice({
          title: '届いていない知らせがあります',
          lines: [
            `届けられずに止まっているもの: ${parked}件`,
            `届いたかどうかわからないもの: ${uncertain}件`,
            `いちばん長く待っているもの: ${Math.round(oldestOwedSeconds / 60)}分`,
            '急ぐことは、電話などで直接伝えてください。',
            'チャネルにTateが入っているか確かめ、情報政策課に連絡してください。入れ直すと、まだのものが届きます。',
          ],
        });
      }
      case 'call': {
        const alert = await house.alerts.read(shows.alert);
        const stop = alert?.route.find(({ record }) => record === shows.record);
        if (alert === undefined || stop === undefined) return undefined;
        if (stop.withdrawn !== undefined) {
          // Nobody was called yet: nothing to put right.
          if (row.shown === 0) return undefined;
          return cards.notice({
            title: `訂正: 緊急アラート ${alert.id}`,
            lines: [
              `${departmentName(house.ward(), stop.department)} ${timeOfDay(stop.at)} の方は別人でした。この方として対応しないでください。`,
            ],
          });
        }
        return cards.notice({
          title: `緊急アラート ${alert.id} に動きがありました`,
          lines: [
            `${departmentName(house.ward(), stop.department)} ${timeOfDay(stop.at)} に、同じ方と思われる新しい記録が入りました。`,
            'このチャネルにあるアラートのカードが新しくなっています。もう一度見てください。',
          ],
        });
      }
      case 'decision': {
        const incident = await house.incidents.read(shows.number);
        const escalation = incident?.escalations.find((candidate) => candidate.id === shows.escalation);
        if (incident === undefined || escalation === undefined) return undefined;
        return cards.decision({ incident, escalation, typed: {}, errors: {} });
      }
      case 'undelivered': {
        const channel = await house.channels.read(shows.channel);
        const department =
          channel?.department === undefined ? 'ある課' : departmentName(house.ward(), channel.department);
        return cards.notice({
          title: '届かなかった緊急アラートがあります',
          lines: [
            `記録 ${shows.number} のアラートが、${department}のチャネルに届きませんでした(${undeliveredReasons[shows.reason] ?? shows.reason})。`,
            '電話などで、その課にすぐ知らせてください。',
            'チャネルにTateが入っているか確かめてください。入れ直すと、まだのアラートが届きます。',
          ],
        });
      }
      case 'reminder': {
        const incident = await house.incidents.read(shows.number);
        // Completed in the meantime: nothing to remind of.
        if (incident?.shell === undefined) return undefined;
        return cards.reminder({ number: shows.number, due: incident.shell.due });
      }
      case 'questions': {
        const incident = await house.incidents.read(shows.number);
        const review = incident === undefined ? undefined : findReview(incident, shows.review);
        if (incident === undefined || review === undefined) return undefined;
        if (review.answeredBy !== undefined) {
          return cards.editSaved({ incident, version: review.answeredBy });
        }
        const { content, version } = currentVersion(incident);
        return cards.editFields({
          incident,
          part: 'questions',
          review: review.id,
          nonce: reviewNonce(review),
          base: version,
          typed: typedOf(content),
          errors: {},
        });
      }
      case 'answered': {
        const incident = await house.incidents.read(shows.number);
        const review = incident === undefined ? undefined : findReview(incident, shows.review);
        if (incident === undefined || review?.answeredBy === undefined) return undefined;
        return cards.editSaved({ incident, version: review.answeredBy, answered: true });
      }
      case 'subject': {
        const reader = await readerOf(row);
        const file = reader && (await drawPersonFile(house, shows.subject, reader));
        if (reader === undefined || file === undefined) return cards.notice(GONE);
        return cards.subject({
          file,
          page: 1,
          mayDecide: mayDecideFlag(house, reader, file),
          mayEnd: mayEndMark(house, reader, file),
        });
      }
      case 'flag': {
        const flag = await flagOf(shows);
        const reader = await readerOf(row);
        if (flag === undefined || reader === undefined) return undefined;
        const file = await drawPersonFile(house, shows.subject, reader);
        // What moved in between may be hidden from the approver; a coordinator decides, or its day ends it.
        if (file === undefined && flag.state === 'asked') return cards.notice(GONE);
        return cards.flag({ subject: file?.subject, flag, file, typed: {}, errors: {} });
      }
      case 'flag-told': {
        const flag = await flagOf(shows);
        const reader = await readerOf(row);
        if (flag === undefined || reader === undefined) return undefined;
        return cards.flagTold({ subject: await idFor(house, shows.subject, reader), flag });
      }
      case 'contact':
      case 'contact-form':
      case 'contact-support':
      case 'contact-ask':
        return drawContact(house, cards, shows, row.to);
      case 'follow-up':
      case 'follow-up-answer': {
        const incident = await house.incidents.read(shows.number);
        const followUp = incident && findFollowUp(incident, shows.followUp);
        if (incident === undefined || followUp === undefined) return undefined;
        if (shows.kind === 'follow-up') return cards.followUp({ incident, followUp, typed: {}, errors: {} });
        return followUp.answer === undefined ? undefined : cards.followUpTold({ incident, followUp });
      }
      case 'no-approver': {
        const incident = await house.incidents.read(shows.number);
        const escalation = incident?.escalations.find((candidate) => candidate.id === shows.escalation);
        if (incident === undefined || escalation === undefined) return undefined;
        const department = departmentName(house.ward(), incident.department);
        return cards.notice({
          title: `${department}に承認者がいません`,
          lines: [
            `記録 ${incident.number} の上申(${escalation.asked.map((asked) => askedNames[asked]).join('、')})を判断できる人がいません。`,
            '「承認者」と送って、承認者を登録してください。登録すると、この上申がその方に届きます。',
          ],
        });
      }
      case 'details': {
        const incident = await house.incidents.read(shows.number);
        if (incident === undefined) return undefined;
        if (shows.extent !== 'refused') {
          const reader = row.to.kind === 'person' ? await house.people.read(row.to.person) : undefined;
          return cards.details({ incident, extent: shows.extent, may: readerMay(reader, incident) });
        }
        return cards.notice({
          title: '詳しい内容は表示できません',
          lines: [
            `記録 ${shows.number} の詳しい内容は、課長・係長などの承認者と総務課の調整担当だけが見られます。`,
            'この方が来たら「いま来ています」を押して、係長か課長に声をかけてください。',
          ],
        });
      }
    }
  };
}
