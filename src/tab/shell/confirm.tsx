import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

const useStyles = makeStyles({ button: { minHeight: '44px' } });

type DialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly yes: string;
  readonly no?: string;
  /** Greys the first button while something is under way. */
  readonly busy?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
  readonly children: ReactNode;
};

/** A question with two answers. The harmless one has the focus. */
export function ConfirmDialog(props: DialogProps): ReactNode {
  const styles = useStyles();
  const { open, title, yes, no = 'やめる', busy = false, onYes, onNo, children } = props;
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, { open }) => (open ? undefined : onNo())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button className={styles.button} onClick={onNo}>
              {no}
            </Button>
            <Button className={styles.button} appearance="primary" disabledFocusable={busy} onClick={onYes}>
              {yes}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

type Question = {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no?: string;
};

const ConfirmContext = createContext<((question: Question) => Promise<boolean>) | undefined>(undefined);

/** Asks with a dialog; answers true for the `yes` button. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const confirm = useContext(ConfirmContext);
  if (confirm === undefined) throw new Error('this part stands outside of the shell');
  return confirm;
}

export function ConfirmProvider({ children }: { children: ReactNode }): ReactNode {
  const [question, setQuestion] = useState<Question>();
  const [open, setOpen] = useState(false);
  const answer = useRef<(may: boolean) => void>(undefined);

  const confirm = useCallback((next: Question): Promise<boolean> => {
    answer.current?.(false);
    setQuestion(next);
    setOpen(true);
    return new Promise((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (may: boolean): void => {
    setOpen(false);
    answer.current?.(may);
    answer.current = undefined;
  };

  return (
    <ConfirmContext value={confirm}>
      {children}
      <ConfirmDialog
        open={open}
        title={question?.title ?? ''}
        yes={question?.yes ?? ''}
        {...(question?.no === undefined ? {} : { no: question.no })}
        onYes={() => close(true)}
        onNo={() => close(false)}
      >
        {question?.text}
      </ConfirmDialog>
    </ConfirmContext>
  );
}
