import {
  actOnIncident as actEndpoint,
  adjudicateIncident as adjudicateEndpoint,
  getIncidentContext as contextEndpoint,
  getIncident as getEndpoint,
  listIncidents as listEndpoint,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { actOnIncident } from "./act-on-incident.ts";
import { adjudicateIncident } from "./adjudicate-incident.ts";
import { getIncidentContext } from "./get-context.ts";
import { getIncident } from "./get-incident.ts";
import { listIncidents } from "./list-incidents.ts";

export function incidentRoutes(on: Mountable): void {
  mount(on, listEndpoint, listIncidents);
  mount(on, getEndpoint, getIncident);
  mount(on, actEndpoint, actOnIncident);
  mount(on, adjudicateEndpoint, adjudicateIncident);
  mount(on, contextEndpoint, getIncidentContext);
}
