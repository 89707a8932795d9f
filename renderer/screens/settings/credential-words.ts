/** What the fields of a gateway's credentials are called. A name that is new here is shown as the gateway declares it. */
import type { GatewayKindTold } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';

type Field = GatewayKindTold['credentials'][number];

const known = ['key', 'keyId', 'keySecret', 'clientId', 'clientSecret', 'email', 'password'] as const;

export function useCredentialWords() {
  const { say } = useWords();
  return {
    labelOf(field: Field): string {
      const name = known.find((one) => one === field.name);
      return name === undefined ? field.name : say(`credential.${name}`);
    },
    hintOf(field: Field): string | null {
      if (field.optional) return say('connect.optional');
      return field.secret ? say('connect.secretHint') : null;
    },
  };
}
