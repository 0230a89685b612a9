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
  use: 'sig'?

  @description('Algorithm, if the set says so.')
  alg: 'EdDSA'?
}

@export()
@description('Ages, in days, at which an archived blob moves to a cheaper tier or goes.')
type archiveAges = {
  @description('Since the last change, until Cool (shortest stay billed: 30 days). 0: at the next daily pass. -1: never.')
  @minValue(-1)
  @maxValue(36500)
  coolAfterDays: int

  @description('Since the last change, until Cold (shortest stay billed: 90 days). -1: never.')
  @minValue(-1)
  @maxValue(36500)
  coldAfterDays: int

  @description('Since the last change, until Archive (shortest stay billed: 180 days). Blobs there, manifests too, must be brought back for hours before the archive can be listed, verified or queried. -1: never.')
  @minValue(-1)
  @maxValue(36500)
  archiveAfterDays: int

  @description('Since creation, until deleted for good. 0: never. It must not be shorter than the longest archive retention of any policy.')
  @minValue(0)
  @maxValue(36500)
  deleteAfterDays: int
}
