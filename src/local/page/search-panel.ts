import { type SearchOutcome, type SearchResult, TenantProblem } from './api.ts';
import { h } from './dom.ts';

/** A pause in typing after which it is asked for; short enough to feel at once. */
const pauseMs = 300;
const listId = 'search-results';
const failedText = '調べられませんでした';

/** The search of the message extension: a field, and below it what the bot answers to what is typed. */
export const createSearchPanel = (deps: {
  bot: string;
  ask: (query: string) => Promise<SearchOutcome>;
  onChoose: (result: SearchResult) => void;
  onClose: () => void;
}) => {
  const field = h('input', {
    type: 'text',
    class: 'search-field',
    role: 'combobox',
    'aria-label': '調べることば',
    'aria-autocomplete': 'list',
    'aria-controls': listId,
    'aria-expanded': 'false',
    placeholder: '調べることばを入れてください',
    autocomplete: 'off',
    enterkeyhint: 'search',
    maxlength: '200',
  });
  const close = h('button', { type: 'button', class: 'search-close', 'aria-label': '調べるのをやめる' }, '×');
  const state = h('p', { class: 'search-state', role: 'status' });
  const problem = h('div', { class: 'search-problem', role: 'alert' });
  const list = h('ul', {
    id: listId,
    class: 'search-results',
    role: 'listbox',
    'aria-label': '見つかったもの',
  });
  const element = h(
    'section',
    { class: 'search', 'aria-label': `${deps.bot}で調べる` },
    h('div', { class: 'search-head' }, field, close),
    h('div', { class: 'search-body' }, state, problem, list),
  );

  let results: readonly SearchResult[] = [];
  let active = -1;
  let busy = false;
  let timer: number | undefined;
  /** Counts questions; an answer to any but the newest one comes too late and is not shown. */
  let newest = 0;

  const options = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role=option]')];

  const mark = (index: number): void => {
    active = index;
    for (const [at, option] of options().entries()) {
      option.setAttribute('aria-selected', String(at === index));
      if (at === index) option.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${listId}-${index}`);
  };

  const optionOf = (result: SearchResult, index: number): HTMLElement => {
    const option = h(
      'li',
      { id: `${listId}-${index}`, role: 'option', 'aria-selected': 'false', class: 'search-result' },
      result.title === '' ? null : h('span', { class: 'search-title' }, result.title),
      result.text === '' ? null : h('span', { class: 'search-text' }, result.text),
    );
    // The focus stays in the field, where the arrow keys are heard.
    option.addEventListener('mousedown', (event) => event.preventDefault());
    option.addEventListener('click', () => deps.onChoose(result));
    return option;
  };

  const setBusy = (now: boolean): void => {
    busy = now;
    list.setAttribute('aria-busy', String(now));
    if (now) {
      mark(-1);
      problem.replaceChildren();
      state.textContent = '調べています…';
    }
  };

  const show = (found: readonly SearchResult[], line: string): void => {
    results = found;
    list.replaceChildren(...found.map(optionOf));
    field.setAttribute('aria-expanded', String(found.length > 0));
    mark(-1);
    state.textContent = line;
  };

  const showProblem = (reason: string | undefined): void => {
    show([], '');
    const again = h('button', { type: 'button', class: 'retry' }, 'もう一度調べる');
    again.addEventListener('click', () => {
      field.focus();
      void ask();
    });
    problem.replaceChildren(
      h('p', {}, `${failedText}。`),
      reason === undefined ? '' : h('p', { class: 'search-reason' }, `理由: ${reason}`),
      again,
    );
  };

  async function ask(): Promise<void> {
    clearTimeout(timer);
    newest += 1;
    const mine = newest;
    setBusy(true);
    let outcome: SearchOutcome | undefined;
    try {
      outcome = await deps.ask(field.value);
    } catch (error) {
      if (!(error instanceof TenantProblem)) throw error;
    }
    if (mine !== newest) return;
    setBusy(false);
    if (outcome === undefined) showProblem(undefined);
    else if (!outcome.delivered) showProblem(outcome.reason);
    else if (outcome.answer.kind === 'message') show([], outcome.answer.text);
    else {
      const found = outcome.answer.results;
      show(found, found.length === 0 ? '見つかりませんでした。' : `${found.length}件`);
    }
  }

  const askAfterPause = (): void => {
    clearTimeout(timer);
    newest += 1;
    setBusy(true);
    timer = window.setTimeout(() => void ask(), pauseMs);
  };

  field.addEventListener('input', (event) => {
    // Half a Japanese conversion is nothing to look for; its end is told by another event.
    if (!(event instanceof InputEvent && event.isComposing)) askAfterPause();
  });
  field.addEventListener('compositionend', askAfterPause);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (busy || results.length === 0) return;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const start = active < 0 && step < 0 ? 0 : active;
      mark((start + step + results.length) % results.length);
      return;
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const chosen = results[active];
    if (!busy && chosen !== undefined) deps.onChoose(chosen);
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    deps.onClose();
  });
  close.addEventListener('click', deps.onClose);

  return {
    element,
    /** To be called when the panel stands in the page: takes the focus and asks what there is to begin with. */
    open: (): void => {
      field.focus();
      void ask();
    },
    /** Nothing is asked or shown any more. */
    end: (): void => {
      clearTimeout(timer);
      newest += 1;
    },
  };
};

export type SearchPanel = ReturnType<typeof createSearchPanel>;
