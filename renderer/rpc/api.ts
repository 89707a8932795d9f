/** The engine's API as the window calls it. Only types come from the contract; no schema reaches the bundle. */
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../main/contract';

export type Api = ContractRouterClient<Contract>;
