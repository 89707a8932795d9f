/** Writes the answer to a dispute and attaches what shows it: sent once, for good. */
import { Button, FileInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import type { GatewayKindTold } from '../../../main/features/sync/contract';
import { type EvidencePart, evidenceParts, evidenceTypes } from '../../../main/kernel/evidence';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { contentOf } from '../../rpc/file-content';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

interface AnswerDialogProps {
  opened: boolean;
  payment: string;
  dispute: PaymentDetail['disputes'][number];
  /** As people call it. */
  gateway: string;
  terms: NonNullable<GatewayKindTold['capabilities']['evidence']>;
  onClose(): void;
}

type Chosen = Partial<Record<EvidencePart, File>>;

async function filesOf(chosen: Chosen) {
  const files = evidenceParts.flatMap((part) => {
    const file = chosen[part];
    const type = evidenceTypes.find((one) => one === file?.type);
    return file && type ? [{ part, file, type }] : [];
  });
  return Promise.all(
    files.map(async ({ part, file, type }) => ({
      ...{ part, type, name: file.name.slice(0, 200) },
      content: await contentOf(file),
    })),
  );
}

function useAnswer({ payment, dispute, onClose }: AnswerDialogProps) {
  const [request, setRequest] = useState(newId);
  return useMutation({
    mutationFn: async ({ text, chosen }: { text: string; chosen: Chosen }) => {
      const files = await filesOf(chosen);
      return api.disputes.answer({ request, payment, dispute: dispute.externalId, text, files });
    },
    onSuccess: (answer) => {
      // What was refused may be sent anew, and is another answer then.
      setRequest(newId());
      if (answer.state !== 'refused') onClose();
    },
  });
}

function Files({ chosen, onChange }: { chosen: Chosen; onChange(next: Chosen): void }) {
  const { say } = useWords();
  return (
    <div className="receive-pair">
      {evidenceParts.map((part) => (
        <FileInput
          key={part}
          label={say(`evidencePart.${part}`)}
          placeholder={say('dispute.choose')}
          accept={evidenceTypes.join(',')}
          value={chosen[part] ?? null}
          onChange={(file) => {
            const { [part]: _before, ...rest } = chosen;
            onChange(file ? { ...rest, [part]: file } : rest);
          }}
          clearable
          clearButtonProps={{ 'aria-label': say('dispute.clear', { part: say(`evidencePart.${part}`) }) }}
        />
      ))}
    </div>
  );
}

function Form(props: AnswerDialogProps) {
  const { say, money } = useWords();
  const { dispute, gateway, terms, onClose } = props;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Chosen>({});
  const answer = useAnswer(props);
  const { amount, currency } = dispute.amount;
  const ready = text.trim() !== '' && (!terms.needsFile || Object.keys(chosen).length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !answer.isPending) answer.mutate({ text, chosen });
  };
  const refused = answer.data?.state === 'refused';
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={say('dispute.text')}
        description={say('dispute.textHint', { reason: dispute.reason })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={terms.longestText}
        minRows={5}
        maxRows={12}
        autosize
        required
        data-autofocus
      />
      <Files chosen={chosen} onChange={setChosen} />
      <p className="soft">
        {say('dispute.limits')} {terms.needsFile && say('dispute.needsFile', { gateway })}
      </p>
      <ul className="consequences">
        <li>{say('dispute.once', { gateway })}</li>
        <li>{say('dispute.decides', { amount: money(amount, currency), currency })}</li>
      </ul>
      {answer.error && <FailureNotice failure={failureOf(answer.error)} />}
      {refused && <p role="alert">{say('answerState.refused', { gateway, time: '' })}</p>}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={answer.isPending} disabled={!ready}>
          {say('dispute.deed')}
        </Button>
      </div>
    </form>
  );
}

export function AnswerDialog(props: AnswerDialogProps) {
  const { say } = useWords();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={say('dispute.answer')} width={560}>
      <Form {...props} />
    </Dialog>
  );
}
