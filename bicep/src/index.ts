export {
  type AgentActions,
  type AgentFeatures,
  agentActions,
  agentTemplate,
  allows,
  providerTemplate,
} from "./agent-actions.ts";
export { type Deployed, type Deployment, deploy } from "./deploy.ts";
