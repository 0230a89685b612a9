import { z } from "zod";

// zod tries out `new Function` when a schema is made, which a content security policy without eval reports as a breach.
// So schemas are loaded only after it was told not to.
z.config({ jitless: true });
const { start } = await import("./start.tsx");
await start(document.getElementById("root"));
