import { app, type InvocationContext } from "@azure/functions";
import { type Agent, createAgent } from "./runner.ts";

let agent: Agent | undefined;
let context: InvocationContext | undefined;

/** Every five minutes; the provider decides what is due. %NAME% reads the app setting of that name. */
app.timer("logdoctor", {
  schedule: "%LOGDOCTOR_SCHEDULE%",
  handler: async (_timer, invocation) => {
    context = invocation;
    agent ??= createAgent(process.env, { log: (event, fields) => context?.log(JSON.stringify({ event, ...fields })) });
    const tick = await agent.tick();
    invocation.log(
      JSON.stringify({ event: "tick", runs: tick.reports.length, unsent: tick.unsent, nextPollAt: tick.nextPollAt }),
    );
  },
});
