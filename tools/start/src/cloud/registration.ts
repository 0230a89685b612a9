/** Client id of the provider's app registration in the local Azure; tokens for it have this audience. */
export const apiClientId = "1d0c70a5-6f0e-4c8a-9b1d-10c0d0c70001";

/** What an agent's managed identity asks a token for. */
export const apiResource = `api://${apiClientId}`;

/** What a person's sign-in asks for. */
export const apiScope = `openid profile offline_access ${apiResource}/access_as_user`;
