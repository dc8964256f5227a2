import { startPlaces } from '../../cards/companion-start.ts';
import { bandLine, departmentLines } from '../../cards/persons.ts';
import { newNonce } from '../../domain/ids.ts';
import { emptySearch } from '../../domain/subject/search.ts';
import { subjectLabel } from '../../domain/subject/subject.ts';
import { lookUpPersons } from '../../workflow/look-up-persons.ts';
import { publicId } from '../../workflow/views/person-file.ts';
import type { Turn } from '../reply.ts';

/** The body that answers a `composeExtension/query`. Source: Teams, responding to search commands. */
export type SearchAnswer = {
  readonly composeExtension:
    | { readonly type: 'message'; readonly text: string }
    | {
        readonly type: 'result';
        readonly attachmentLayout: 'list';
        readonly attachments: readonly {
          readonly contentType: 'application/vnd.microsoft.card.adaptive';
          readonly content: object;
          /** What the searcher alone sees in the list. */
          readonly preview: {
            readonly contentType: 'application/vnd.microsoft.card.thumbnail';
            readonly content: { readonly title: string; readonly text: string };
          };
        }[];
      };
};

const message = (text: string): SearchAnswer => ({ composeExtension: { type: 'message', text } });

/** Only complaints were found, and a link to one would tell others of it. */
const ONLY_OWN_CHAT =
  'ここに出せる記録はありませんでした。Tateとの1対1のチャットで「調べる」と送って探してください。';

const REGISTER = 'はじめに、Tateとの1対1のチャットで「調べる」と送り、所属の課を教えてください。';

/** One row of the list: the card that is sent when it is chosen, and what the searcher reads before that. */
const row = (content: object, title: string, text: string) =>
  ({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content,
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
  }) as const;

/**
 * The search beside the message field: one box for everything. What may be sent from the list into a
 * conversation names a file and shows nothing of it; the list itself is for the searcher's eyes.
 */
export async function search(turn: Turn, query: string): Promise<SearchAnswer> {
  const { house, cards, person } = turn;
  if (person.department === undefined) {
    return message(REGISTER);
  }
  const looked = await lookUpPersons(house, { typed: { ...emptySearch, text: query }, person });
  switch (looked.kind) {
    case 'empty':
      return message('電話番号(下4桁だけでも)、名前、服装、言われた言葉などを入れてください。');
    case 'invalid':
      return message(Object.values(looked.problems)[0] ?? '');
    case 'found': {
      if (looked.found.length === 0) return message('あてはまる記録は見つかりませんでした。');
      const attachments = [];
      for (const found of looked.found) {
        // Whoever reads along in the conversation may know of no complaint, not even of its number.
        const subject = await publicId(house, found.file);
        if (subject === undefined) continue;
        const line = departmentLines(house.ward(), found.file).join('、');
        attachments.push(
          row(cards.personLink({ subject }).card, `${subjectLabel(subject)} ${bandLine(found)}`, line),
        );
      }
      if (attachments.length === 0) return message(ONLY_OWN_CHAT);
      return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
    }
  }
}

/**
 * 「対応中を始める」 beside the message field: each line and window of the searcher's department, and each scene
 * without one. Words narrow the list; where none fits, all of it is better than nothing to press.
 */
export function offerStarts({ house, cards, person }: Turn, query: string): SearchAnswer {
  const { department } = person;
  if (department === undefined) return message(REGISTER);
  const nonce = newNonce(house.now(), house.random());
  const wanted = query.normalize('NFKC').trim();
  const places = startPlaces(house.ward(), department);
  const fitting = places.filter(({ name }) => name.normalize('NFKC').includes(wanted));
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: (fitting.length === 0 ? places : fitting).map((only) =>
        row(
          cards.contactStart({ department, nonce, running: [], only }).card,
          only.name,
          only.via === '' ? '対応中を始める(場所はあとで選べます)' : '対応中を始める',
        ),
      ),
    },
  };
}
