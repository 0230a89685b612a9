import { startAzurite } from "../blob/azurite.ts";
import { ensureCertificates } from "../certificates.ts";

/** A process that starts Azurite in the directory it is given, prints the port and then waits to be killed. */
const directory = process.argv[2] ?? "";
const certFiles = await ensureCertificates(directory);
const { port } = await startAzurite({ dir: `${directory}/blobs`, certFiles, accounts: ["archive"] });
process.stdout.write(`${port}\n`);
