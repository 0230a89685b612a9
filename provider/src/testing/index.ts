export { jsonLog } from "../http/request-log.ts";
export { startNotifier } from "../notify/outgoing/worker.ts";
export { anActivity, botWorld, testChannel } from "../notify/testing/bot-world.ts";
export { playRace, raceGround } from "../notify/testing/play-race.ts";
export { openEmbeddedStore } from "../store/embedded/embedded-store.ts";
export { anEnrolment, type TestApp, testAgentObject, testApp, testPersonObject } from "./test-app.ts";
export { type TestClock, testClock } from "./test-clock.ts";
export { testNotify } from "./test-notify.ts";
export { type TokenMint, testAudience, testIssuerTemplate, tokenMint } from "./tokens.ts";
