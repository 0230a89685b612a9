/** Version of this agent, as it reports itself. */
export const agentVersion = "0.1.0";
