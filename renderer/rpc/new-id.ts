/** Makes the ids of requests: each is made before anything is sent, so that the same request sent twice is done once. */
import { idMaker } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';

export const newId = idMaker(systemClock);
