metadata description = 'Shapes of parameters that several files share.'

@export()
@description('Public Ed25519 key of a JSON Web Key Set (RFC 8037), with the key id that policy bundles name.')
type publicKey = {
  @description('Key type.')
  kty: 'OKP'

  @description('Curve.')
  crv: 'Ed25519'

  @description('Key id.')
  kid: string

  @description('Public key, base64url.')
  x: string

  @description('Purpose, if the set says so.')
  use: string?

  @description('Algorithm, if the set says so.')
  alg: string?
}

@description('Tiers that can be read at once.')
type onlineTier = 'hot' | 'cool' | 'cold'

@export()
@description('Tiers of archived blobs by age in days. Cool, Cold and Archive are billed for at least 30, 90 and 180 days.')
type tiering = {
  @description('Tier that the agent writes to. Not Archive: what is written is read back at once.')
  firstTier: onlineTier

  @description('Since the last change, until Cold. -1: never.')
  @minValue(-1)
  @maxValue(36500)
  coldAfterDays: int

  @description('Since the last change, until Archive. Blobs there, manifests too, must be brought back for hours before the archive can be listed, verified or queried. -1: never.')
  @minValue(-1)
  @maxValue(36500)
  archiveAfterDays: int

  @description('Since creation, until deleted for good. 0: never. It must not be shorter than the longest archive retention of any policy.')
  @minValue(0)
  @maxValue(36500)
  deleteAfterDays: int
}
