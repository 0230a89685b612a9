import { CosmosClient } from "@azure/cosmos";
import { DefaultAzureCredential, ManagedIdentityCredential } from "@azure/identity";
import type { DocumentStore } from "../../documents/document-store.ts";
import { cosmosStore } from "./cosmos-store.ts";

export interface CosmosConnection {
  readonly endpoint: string;
  readonly database: string;
  /** Client id of the user-assigned identity; without it the environment's own credential is used. */
  readonly identityClientId: string | undefined;
  readonly now: () => Date;
}

/** Opens the database by identity: there is no key to hold. Database and containers are the template's to create. */
export function openCosmosStore({ endpoint, database, identityClientId, now }: CosmosConnection): DocumentStore {
  const aadCredentials =
    identityClientId === undefined
      ? new DefaultAzureCredential()
      : new ManagedIdentityCredential({ clientId: identityClientId });
  const client = new CosmosClient({ endpoint, aadCredentials });
  return cosmosStore({ database: client.database(database), now, close: () => client.dispose() });
}
