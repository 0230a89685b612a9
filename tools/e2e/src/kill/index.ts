export { everyPoint } from "./kill-points.ts";
export { type KillWorld, startKillWorld } from "./kill-world.ts";
export { type KillPoint, playKill } from "./play-kill.ts";
