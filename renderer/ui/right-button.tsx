/** A button for a deed that not every role may do: where this one may not, it stays in its place and says why. */
import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { ProcedurePath } from '../../main/contract';
import { useRefusal } from '../rpc/operator-session';

export interface RightButtonProps extends ButtonProps {
  /** The procedure that it leads to. */
  to: ProcedurePath;
  onClick(): void;
  children: ReactNode;
}

export function RightButton({ to, onClick, children, ...more }: RightButtonProps) {
  const refusal = useRefusal(to);
  const why = useId();
  if (refusal === null)
    return (
      <Button {...more} onClick={onClick}>
        {children}
      </Button>
    );
  return (
    <Tooltip label={refusal}>
      <Button
        {...more}
        data-disabled
        aria-disabled="true"
        aria-describedby={why}
        onClick={(event) => event.preventDefault()}
      >
        {children}
        <VisuallyHidden id={why}>{refusal}</VisuallyHidden>
      </Button>
    </Tooltip>
  );
}
