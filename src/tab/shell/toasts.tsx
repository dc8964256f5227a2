import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';

type News = {
  readonly title: string;
  readonly text?: string;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
  /** One thing that can be done about it, such as 元に戻す. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
};

const ToastContext = createContext<((news: News) => void) | undefined>(undefined);

/** Says something in passing. What must not be missed belongs on the page instead. */
export function useToast(): (news: News) => void {
  const toast = useContext(ToastContext);
  if (toast === undefined) throw new Error('this part stands outside of the shell');
  return toast;
}

export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);
  const toast = useCallback(
    ({ title, text, intent = 'success', action }: News) =>
      dispatchToast(
        <Toast>
          <ToastTitle
            action={
              action === undefined ? null : (
                <ToastTrigger>
                  <Link as="button" onClick={action.onPress}>
                    {action.label}
                  </Link>
                </ToastTrigger>
              )
            }
          >
            {title}
          </ToastTitle>
          {text === undefined ? null : <ToastBody>{text}</ToastBody>}
        </Toast>,
        // Long enough for somebody who reads slowly, and it waits while the mouse or the focus is on it.
        {
          intent,
          timeout: action === undefined ? 6000 : 12_000,
          pauseOnHover: true,
          pauseOnWindowBlur: true,
        },
      ),
    [dispatchToast],
  );
  const value = useMemo(() => toast, [toast]);
  return (
    <ToastContext value={value}>
      {children}
      <Toaster toasterId={toasterId} position="top-end" />
    </ToastContext>
  );
}
