export { type Connector, type ConnectorFault, createConnector, type PostedMessage } from "./connector.ts";
export { renderCard } from "./render-card.ts";
