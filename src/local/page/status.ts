import { type Status, api } from './api.ts';
import { byId, h } from './dom.ts';

/** The lines between the banner and the page: what is being made ready, what failed, whether the service is up. */
export const showStatus = (status: Status): void => {
  const place = byId('status');
  const { seeding, notice } = status;
  const lines: HTMLElement[] = [];
  if (notice !== null) lines.push(h('p', { class: 'status-line problem' }, notice));
  if (seeding.current !== null) {
    lines.push(
      h(
        'p',
        { class: 'status-line' },
        `準備しています(${seeding.ready}/${seeding.total}): ${seeding.current}`,
      ),
    );
  }
  if (seeding.failures.length > 0 && seeding.current === null) {
    const retry = h('button', { type: 'button', class: 'retry' }, 'もう一度ためす');
    retry.addEventListener('click', () => {
      retry.disabled = true;
      void api.retrySeeding();
    });
    lines.push(
      h(
        'div',
        { class: 'status-line problem' },
        h('p', {}, '準備できなかったところがあります。'),
        h('ul', {}, ...seeding.failures.map((failure) => h('li', {}, `${failure.name}: ${failure.reason}`))),
        retry,
      ),
    );
  }
  place.replaceChildren(...lines);
};
