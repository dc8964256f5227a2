import type { Change } from './api.ts';

const channelName = 'tate-local-tenant';

type Note = { kind: 'change'; change: Change } | { kind: 'again' };

/**
 * Hears of changes. A browser allows six open connections to one address for all its tabs together, and
 * a demo opens more tabs than that: so one tab listens and tells the others.
 * `onAgain` is called when changes may have been missed, and everything should be looked at again.
 */
export const listen = (handlers: { onChange: (change: Change) => void; onAgain: () => void }): void => {
  const tabs = new BroadcastChannel(channelName);
  const take = (note: Note): void => {
    if (note.kind === 'change') handlers.onChange(note.change);
    else handlers.onAgain();
  };
  tabs.addEventListener('message', (event: MessageEvent<Note>) => take(event.data));

  const tell = (note: Note): void => {
    // A BroadcastChannel stays within this origin and takes no target.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tabs.postMessage(note);
    take(note);
  };

  const lead = (): void => {
    const source = new EventSource('/tenant/events');
    source.addEventListener('open', () => tell({ kind: 'again' }));
    source.addEventListener('message', (event: MessageEvent<string>) => {
      tell({ kind: 'change', change: JSON.parse(event.data) as Change });
    });
  };

  // The lock is held until this tab closes; then the next tab in line takes over.
  void navigator.locks.request(channelName, async () => {
    lead();
    await new Promise(() => undefined);
  });
};
