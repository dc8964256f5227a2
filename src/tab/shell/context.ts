import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Me } from '../../api/me.ts';
import type { Api } from '../api/client.ts';
import type { ThemeName } from '../teams/host.ts';
import type { Place, Router } from './router.ts';

/** What every page may use. */
export type Shell = {
  readonly api: Api;
  readonly router: Router;
  readonly me: Me;
  readonly theme: ThemeName;
  /** Asks again who is signed in: after settings changed what they may do or what lists hold. */
  readonly reloadMe: () => void;
  /** Opens the chat with Tate in Teams. */
  readonly openChat: () => void;
};

export const ShellContext = createContext<Shell | undefined>(undefined);

/** Only below the shell. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === undefined) throw new Error('this part stands outside of the shell');
  return shell;
}

export const useApi = (): Api => useShell().api;
export const useMe = (): Me => useShell().me;

export function useRouter(): Router {
  return useShell().router;
}

/** Where the page stands now; draws again with every step. */
export function usePlace(): Place {
  const { subscribe, place } = useRouter();
  return useSyncExternalStore(subscribe, place);
}
