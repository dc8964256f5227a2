import type { Contact, LiveScene } from '../domain/companion/contact.ts';
import { linesFor } from '../domain/companion/sentences.ts';
import type { Ward } from '../domain/people/departments.ts';
import { timeOfDay } from '../domain/time.ts';
import { liveNames, SET } from './companion-parts.ts';
import type { CardMessage, Expand } from './template.ts';

/** The telephone rings more often than anybody stands there. */
const SCENES: readonly LiveScene[] = ['phone', 'counter', 'visit'];

/** Where a contact begins: what still runs, then one button per line or window. */
export function contactStart(
  expand: Expand,
  ward: Ward,
  view: { department: string; nonce: string; running: readonly Contact[] },
): CardMessage {
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
