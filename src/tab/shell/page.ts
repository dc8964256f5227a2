import type { ComponentType } from 'react';
import type { Me } from '../../api/me.ts';

/** The parts of the navigation. */
export type PartOfTab = 'register' | 'subjects' | 'settings';

export type PageProps = {
  /** What stands in the place of `:name` in the path; `*` is all that follows. */
  readonly params: Readonly<Record<string, string>>;
};

export type PageEntry = {
  /** Segments `:name` are parameters; a last segment `*` takes whatever follows, also nothing. */
  readonly path: string;
  readonly part: PartOfTab;
  readonly Page: ComponentType<PageProps>;
  /** Who may open it; the service decides again about everything that it shows. */
  readonly opensFor: (me: Me) => boolean;
};
