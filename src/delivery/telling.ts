import type { Alert } from '../domain/alert/alert.ts';
import { alertIdOf, type Incident } from '../domain/incident/incident.ts';
import type { Rooms } from './rooms.ts';

/** Longest chain of joined alerts that is followed. */
const MOST_JOINS = 100;

/** Finds the alert that tells of a record now, joins followed; undefined when none does. */
export const createTelling =
  (house: Pick<Rooms, 'alerts'>) =>
  async (incident: Incident): Promise<Alert | undefined> => {
    let alert = await house.alerts.read(alertIdOf(incident));
    for (let step = 0; step < MOST_JOINS && alert?.rest?.why === 'joined'; step += 1) {
      alert = await house.alerts.read(alert.rest.into);
    }
    return alert;
  };
