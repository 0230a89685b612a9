/** A managed identity: what an Azure resource signs in as. */
export type Identity = {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly kind: "user-assigned" | "system-assigned";
  /** ARM id, the token's `xms_mirid`. */
  readonly resourceId: string;
  /** Value of `IDENTITY_HEADER` of the host that the identity is assigned to; several identities may share one. */
  readonly secret: string;
  /** App roles by the API's client id, such as `Agent.Report`. */
  readonly appRoles: Readonly<Record<string, readonly string[]>>;
};

/** A person who may sign in with a browser. */
export type Person = {
  readonly name: string;
  readonly username: string;
  readonly tenantId: string;
  readonly objectId: string;
  readonly roles: readonly string[];
};

/** The caller of a request, taken from a verified token. */
export type Principal = { readonly tenantId: string; readonly objectId: string; readonly clientId: string };
