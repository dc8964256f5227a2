import type { Contact, LiveScene } from '../domain/companion/contact.ts';
import { linesFor } from '../domain/companion/sentences.ts';
import type { Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import { liveNames, placeLine, SET } from './companion-parts.ts';
import type { CardMessage, Expand } from './template.ts';

/** Where a contact begins: the scene, and the id and name of a line or window where one is meant. */
type StartPlace = { readonly live: LiveScene; readonly via: string; readonly name: string };

/** Teams shows 25 results of a search at most. */
const MOST_PLACES = 25;

/** The telephone rings more often than anybody stands there. */
const SCENES: readonly LiveScene[] = ['phone', 'counter', 'visit'];

/**
 * One start button, for a conversation in which others read along: it names the place, and nobody. Who presses
 * it begins a contact of their own.
 */
function startLink(expand: Expand, nonce: string, { live, via, name }: StartPlace): CardMessage {
  const title = `対応中を始める: ${name}`;
  return { card: expand('contact-start-link', { title, nonce, live, via }), summary: title };
}

/** Where one contact can begin, for somebody of this department: its lines and windows, then each scene without one. */
export function startPlaces(ward: Ward, department: string): StartPlace[] {
  const known = SCENES.flatMap((live) =>
    linesFor(ward, department, live).map((line) => ({
      live,
      via: line.id,
      name: placeLine(ward, { department, scene: live }, line),
    })),
  );
  const open = SCENES.map((live) => ({ live, via: '', name: liveNames[live] }));
  return [...known.slice(0, MOST_PLACES - open.length), ...open];
}

/** Where a contact begins: what still runs, then one button per line or window. */
export function contactStart(
  expand: Expand,
  ward: Ward,
  view: {
    department: string;
    nonce: string;
    running: readonly Contact[];
    /** This place alone, as the message extension offers it. */
    only?: StartPlace;
  },
): CardMessage {
  if (view.only !== undefined) return startLink(expand, view.nonce, view.only);
  const start = (live: LiveScene, title: string, via: string, style = 'default') => ({
    live,
    title,
    via,
    style,
  });
  const card = expand('contact-start', {
    nonce: view.nonce,
    hasRunning: view.running.length > 0,
    running: view.running.slice(0, SET).map(({ id, scene, startedAt }) => ({
      contact: id,
      title: `続ける: ${liveNames[scene]} ${timeOfDay(startedAt)}から`,
    })),
    scenes: SCENES.map((scene) => {
      const lines = linesFor(ward, view.department, scene).slice(0, SET - 1);
      const name = liveNames[scene];
      return {
        title: name,
        buttons: [
          ...lines.map(({ id, name }) => start(scene, name, id, 'positive')),
          start(
            scene,
            lines.length === 0 ? `${name}を始める` : `ほかの${name}`,
            '',
            lines.length === 0 ? 'positive' : 'default',
          ),
        ],
      };
    }),
  });
  return { card, summary: '対応中: 電話・窓口・訪問' };
}
